//! The database goes away and comes back: 503 or success, never a wrong answer, and the next request works.
