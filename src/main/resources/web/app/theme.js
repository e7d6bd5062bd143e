// Not a module: it runs before the first paint, so that ?theme=dark does not flash white.
{
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}
