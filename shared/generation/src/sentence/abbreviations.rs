//! Words before a full stop, and words that begin a sentence.

/// Never the end: a name or a number follows.
pub(super) const TITLES: &str = "mr mrs ms messrs dr prof st gen col capt lt sgt sen rep gov hon rev pres supt fr hr frl mme mlle mm \
sr. sra srta dott ing avv dra";
/// The same with their capital; in small letters some are measures.
pub(super) const PLACES: &str = "Ft Mt Pt Sta Ste Sto";
/// Not the end before a number.
pub(super) const NUMBERED: &str = "no nos nr art arts sec secs fig figs p pp vol vols ch chap par abs abb bd s n num núm \
jan feb mar apr jun jul aug sep sept oct nov dec";
/// The end only where a new sentence visibly begins.
pub(super) const SHORT: &str = "u.s u.k u.n u.s.a e.u e.g i.e etc vs cf al ca approx inc ltd co corp dept est bros jr sr a.m p.m ph.d \
b.a m.a d.c t.ex bl.a d.v.s m.fl f.eks dvs osv tj např tzv resp np tzn m.in z.b d.h u.a o.ä bzw usw ggf evtl vgl inkl bspw p.ej ej ecc pag env esq viz mio mrd tsd";
/// Of those, what ends a sentence as often as it stands in one.
pub(super) const ENDING: &str = "u.s u.k u.n u.s.a e.u etc inc ltd co corp bros jr sr a.m p.m ph.d";
/// Capitalised, they begin a sentence rather than continue a name.
pub(super) const OPENERS: &str = "the a an this that these those it he she we they i you his her its their our my there here in on \
at by for from with when while if as but and or so what who how why after before since although however no yes then \
der die das ein eine er sie es wir ich und aber in im am bei le la les un une il elle nous el los una y en o os as um uma \
did do does is are was were will would can could should have has de det den hvad hva vad jeg jag han hun hon vi men och og";
