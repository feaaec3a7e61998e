//! Where does a row say what a provider is known by besides its *tilbudsid*?

/// Slots of what a provider is known by besides its *tilbudsid*, which is the first.
pub(crate) struct OtherSlots {
    pub(crate) name: usize,
    pub(crate) department: usize,
    pub(crate) cvr: usize,
    pub(crate) p_number: usize,
    pub(crate) municipality: usize,
}
