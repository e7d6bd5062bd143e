// Not a module: it runs before the first paint, so that a chosen theme does not flash white.
{
  const given = new URLSearchParams(location.search).get('theme');
  const theme = given ?? localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}
