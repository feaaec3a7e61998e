//! How much memory may all files take that are read at the same time?
//!
//! What is held whole waits for its share before it is opened. Whoever waits holds nothing, and
//! whoever holds a share starts nothing that could wait for another, so nobody waits for ever; and
//! how much there is changes when a file is read, never what is read of it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::{fs, thread};

use crate::ingest::file::panics::caught;

/// The memory that all threads share.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: u64,
    free: Mutex<u64>,
    freed: Condvar,
    /// Held by whoever reads a large file.
    lane: Mutex<()>,
}

/// Bytes of a budget, held until it is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Budget {
    pub(crate) fn of(bytes: u64) -> Arc<Self> {
        Arc::new(Self {
            bytes,
            free: Mutex::new(bytes),
            freed: Condvar::new(),
            lane: Mutex::new(()),
        })
    }

    /// All that there is.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Waits until so much is free; all of it, for whoever asks for more than there is.
    pub(crate) fn share(self: &Arc<Self>, bytes: u64) -> Share {
        let bytes = bytes.min(self.bytes);
        let mut free = self.free();
        while *free < bytes {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        drop(free);
        Share { budget: Arc::clone(self), bytes }
    }

    /// Does what takes much memory: one such thing at a time, on a thread of its own. The allocator
    /// keeps a heap for each thread and does not give back what lies below something that stays, so
    /// large files that are read in turn on all threads take as much as if they were read at once:
    /// 946 MB instead of 487 for xls of 480 MB each, on two threads.
    pub(crate) fn alone<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let _lane = self.lane.lock().unwrap_or_else(PoisonError::into_inner);
        let done = thread::scope(|scope| scope.spawn(|| caught(work)).join().ok().flatten());
        // Caught by whoever asked for it, as if it had happened there.
        done.unwrap_or_else(|| std::panic::resume_unwind(Box::new("panic")))
    }

    fn free(&self) -> MutexGuard<'_, u64> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.budget.free() += self.bytes;
        self.budget.freed.notify_all();
    }
}

/// What all files may take when nothing else is said: enough for the largest xls that people make
/// (65.536 rows of 50 columns), and no more than half of the memory of the machine, or of what the
/// program may use of it.
pub(crate) fn ordinary() -> u64 {
    const ENOUGH: u64 = 448 << 20;
    static ORDINARY: OnceLock<u64> = OnceLock::new();
    *ORDINARY.get_or_init(|| {
        let text = |path| fs::read_to_string(path).unwrap_or_default();
        let machine = total_memory(&text("/proc/meminfo"));
        let allowed = text("/sys/fs/cgroup/memory.max").trim().parse().ok();
        let half = machine.into_iter().chain(allowed).min().map(|bytes: u64| bytes / 2);
        half.map_or(ENOUGH, |half| half.min(ENOUGH))
    })
}

fn total_memory(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    kilobytes.checked_mul(1 << 10)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::{Budget, total_memory};

    #[test]
    fn no_more_is_given_out_than_there_is_and_everybody_comes_to_it() {
        let budget = Budget::of(100);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..16 {
                let (budget, held, most) = (&budget, &held, &most);
                scope.spawn(move || {
                    for turn in 0..50_u64 {
                        // Now and then more than there is: then all of it.
                        let wanted = (thread * 31 + turn * 17) % 130;
                        let share = budget.share(wanted);
                        let now = held.fetch_add(share.bytes, Ordering::SeqCst) + share.bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(share.bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 100);
        assert_eq!(*budget.free(), 100);
    }

    #[test]
    fn the_machine_tells_its_memory() {
        assert_eq!(total_memory("MemTotal:       2048 kB\nMemFree: 7 kB\n"), Some(2 << 20));
        assert_eq!(total_memory("MemFree: 7 kB\n"), None);
    }
}
