// Follows the search: asks for its panel every second, says where it stands every ten, and shows the schedule at its end.
const place = document.querySelector('#run:not([data-poll=""])');
const said = document.getElementById('run-said');
const EVERY = 1000, SAID = 10000;
let spoken = 0;

async function look() {
  let wait = EVERY;
  try {
    const answer = await fetch(place.dataset.poll, { headers: { 'X-Fragment': 'run' } });
    if (!answer.ok) throw new Error(answer.status);
    const panel = document.createRange().createContextualFragment(await answer.text());
    if (!panel.querySelector('[data-live]')) return location.reload();
    // A finger on "Stop" is not interrupted.
    if (!place.contains(document.activeElement) || document.activeElement === document.body) place.replaceChildren(panel);
    else place.querySelector('dl').replaceWith(panel.querySelector('dl'));
    if (Date.now() - spoken > SAID) {
      spoken = Date.now();
      said.textContent = place.querySelector('[data-live]').dataset.summary;
    }
  } catch {
    wait = 5 * EVERY; // the product restarts or the network is away: the search goes on without us
  }
  setTimeout(look, wait);
}

if (place) setTimeout(look, EVERY);
