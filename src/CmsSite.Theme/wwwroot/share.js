// Offers what the device itself shares with, where it has such a thing. The links beside it need no script.
{
  const share = document.querySelector('.share');
  if (share && navigator.share) {
    const { title, url, device } = share.dataset;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = device;
    button.addEventListener('click', () => navigator.share({ title, url }).catch(error => {
      if (error.name !== 'AbortError') throw error; // the reader thought better of it
    }));
    const place = document.createElement('li');
    place.append(button);
    share.querySelector('ul').prepend(place);
  }
}
