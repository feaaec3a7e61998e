//! What does a person at a terminal see while waiting? Nothing for a second, then where the run is.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a stage stays silent.
const QUIET_FOR: Duration = Duration::from_secs(1);

/// A spinner on a terminal that names the stage; silent when the output is no terminal.
pub(super) struct Stages {
    began: Instant,
    bar: ProgressBar,
    waker: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl Stages {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        Self { began: Instant::now(), bar, waker: Mutex::new(None) }
    }

    /// A stage has begun.
    pub(super) fn begin(&self, stage: &str) {
        self.bar.set_message(stage.to_owned());
        let mut waker = self.waker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if waker.is_none() {
            let bar = self.bar.clone();
            let wait = QUIET_FOR.saturating_sub(self.began.elapsed());
            *waker = Some(std::thread::spawn(move || {
                std::thread::sleep(wait);
                if !bar.is_finished() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(120));
                }
            }));
        }
    }

    /// All is done: the line is taken away again.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
