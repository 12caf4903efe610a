// Before anything is drawn: the scheme that was chosen here, else the system's.
{
  const chosen = localStorage.getItem('cmssite-scheme');
  if (chosen) document.documentElement.dataset.scheme = chosen;
}
