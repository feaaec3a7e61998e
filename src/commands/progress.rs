//! What does a person see while waiting, and when all is done?

use std::io::{IsTerminal, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::terminal::say;
use crate::cli::TalkArgs;
use crate::results::{Stage, Step};
use crate::table::{decimal, thousands};

/// How long a command stays silent on a terminal.
const QUIET_FOR: Duration = Duration::from_secs(2);
/// Below this share nothing can be said of the time that is left.
const TELLING_SHARE: f64 = 0.05;
/// Of how many parts the bar is.
const PARTS: u64 = 1000;

/// On a terminal a bar with the stage, how far it is and about how long is left; else, when asked
/// for, a line per stage.
pub(super) struct Stages {
    order: &'static [Stage],
    is_quiet: bool,
    has_lines: bool,
    began: Instant,
    at: Mutex<At>,
    bar: ProgressBar,
}

/// Where the command is.
struct At {
    step: Option<Step>,
    since: Instant,
    /// Parts of [`PARTS`] that are done.
    done: u64,
    is_waited_for: bool,
}

impl Stages {
    /// For a command of these stages.
    pub(super) fn new(talk: TalkArgs, order: &'static [Stage]) -> Self {
        let is_terminal = stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(PARTS), ProgressDrawTarget::hidden());
        let template = "{spinner} {bar:20} {msg} {left}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let left = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = out.write_str(&left(state.fraction().into(), state.elapsed()));
            };
            bar.set_style(style.with_key("left", left).progress_chars("█▌░"));
        }
        let now = Instant::now();
        let is_waited_for = talk.quiet || !is_terminal;
        let at = Mutex::new(At { step: None, since: now, done: 0, is_waited_for });
        let has_lines = talk.verbose && !is_terminal;
        Self { order, is_quiet: talk.quiet, has_lines, began: now, at, bar }
    }

    /// How far the command has come.
    pub(super) fn tell(&self, step: Step) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Step::Begun(_) = step {
            self.close(&at);
            at.since = Instant::now();
        }
        at.step = Some(step);
        // Threads overtake each other: what was done stays done.
        at.done = at.done.max(self.parts_done(step));
        self.bar.set_message(match step {
            Step::Placed { rows, .. } => format!("{}{}", step.words(), rate(rows, at.since)),
            step => step.words(),
        });
        self.bar.set_position(at.done);
        if !at.is_waited_for {
            at.is_waited_for = true;
            let bar = self.bar.clone();
            let wait = QUIET_FOR.saturating_sub(self.began.elapsed());
            std::thread::spawn(move || {
                std::thread::sleep(wait);
                if !bar.is_finished() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
    }

    /// All is done: the bar is taken away again.
    pub(super) fn end(&self) {
        let at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        self.close(&at);
        self.bar.finish_and_clear();
    }

    /// A closing line.
    pub(super) fn say(&self, line: &str) {
        if !self.is_quiet {
            say(line);
        }
    }

    /// The line of a stage that is over, with how far it came and how long it took.
    fn close(&self, at: &At) {
        let took = at.since.elapsed();
        if let Some(step) = at.step.filter(|_| self.has_lines) {
            say(&format!("{}: {} s", step.words(), decimal(took.as_secs_f64(), 1)));
        }
    }

    /// How many of [`PARTS`] are done, if the command takes as long as others did.
    fn parts_done(&self, step: Step) -> u64 {
        let weight = |stages: &[Stage]| stages.iter().map(|stage| stage.weight()).sum::<u64>();
        let stage = step.stage();
        let before = self.order.iter().position(|other| *other == stage).unwrap_or_default();
        let done = weight(&self.order[..before]) * PARTS + step.thousandths() * stage.weight();
        done / weight(self.order).max(1)
    }
}

/// " (1.200.000 i sekundet)".
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn rate(rows: u64, since: Instant) -> String {
    let seconds = since.elapsed().as_secs_f64();
    if seconds < 1.0 {
        return String::new();
    }
    format!(" ({} i sekundet)", thousands((rows as f64 / seconds) as u64))
}

/// "ca. 25 s tilbage", when enough is done to say so.
fn left(share: f64, elapsed: Duration) -> String {
    if share < TELLING_SHARE {
        return String::new();
    }
    let seconds = elapsed.mul_f64((1.0 - share) / share).as_secs() + 1;
    match seconds {
        0..90 => format!("· ca. {seconds} s tilbage"),
        _ => format!("· ca. {} min. tilbage", seconds.div_ceil(60)),
    }
}
