// Takes the view anew when the desk says that there is news. What comes is the same page that a reload would show; nothing is made of texts here.
'use strict';
let isBusy = false;

async function refresh() {
  const selection = getSelection();
  if (isBusy || document.hidden || (selection && !selection.isCollapsed)) {
    return;
  }
  isBusy = true;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live') : null;
    const shown = document.getElementById('live');
    if (!fresh || !shown) {
      return;
    }
    const focused = document.activeElement && shown.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && focused.getAttribute('href');
    const open = Array.from(shown.querySelectorAll('details')).map(one => one.open);
    shown.replaceWith(document.adoptNode(fresh));
    Array.from(fresh.querySelectorAll('details')).forEach((one, i) => { if (i < open.length) { one.open = open[i]; } });
    if (place) {
      const again = Array.from(fresh.querySelectorAll('a')).find(one => one.getAttribute('href') === place);
      if (again) {
        again.focus({ preventScroll: true });
      }
    } else if (focused) {
      fresh.focus({ preventScroll: true });
    }
  } catch {
    // The event source says it below.
  } finally {
    isBusy = false;
  }
}

const news = new EventSource('/events');
news.addEventListener('message', refresh);
news.addEventListener('open', () => { document.getElementById('link').textContent = ''; });
news.addEventListener('error', () => { document.getElementById('link').textContent = 'The desk does not answer: what is shown is old.'; });
document.addEventListener('visibilitychange', refresh);
