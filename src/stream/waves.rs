//! How is much work done on all threads with little held at a time, and its results taken in order?

use rayon::prelude::*;

/// Pieces that each thread has at a time.
const PER_THREAD: usize = 4;

/// Gets pieces, makes something of each, and takes what was made in the pieces' order. While some
/// are made the next are got.
///
/// # Errors
/// The first of getting, making or taking.
pub(super) fn in_waves<P: Send, M: Send, E: Send>(
    mut get: impl FnMut() -> Result<Option<P>, E> + Send,
    make: impl Fn(P) -> Result<M, E> + Sync,
    mut take: impl FnMut(M) -> Result<(), E>,
) -> Result<(), E> {
    let at_a_time = PER_THREAD * rayon::current_num_threads();
    // The first wave is small: nothing else is done while it is got.
    let mut n = rayon::current_num_threads();
    let mut get_some = || -> Result<Vec<P>, E> {
        let at_a_time = std::mem::replace(&mut n, at_a_time);
        let mut some = Vec::with_capacity(at_a_time);
        while some.len() < at_a_time {
            match get()? {
                Some(piece) => some.push(piece),
                None => break,
            }
        }
        Ok(some)
    };
    let mut wave = get_some()?;
    while !wave.is_empty() {
        let (results, following) = rayon::join(
            || wave.into_par_iter().map(&make).collect::<Vec<Result<M, E>>>(),
            &mut get_some,
        );
        for result in results {
            take(result?)?;
        }
        wave = following?;
    }
    Ok(())
}
