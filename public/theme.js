// Before the first paint: a chosen theme must not flash in the other one. The rest is in src/app/theme.ts.
try {
  const theme = localStorage.getItem('kith.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden here: the system's theme it is.
}
