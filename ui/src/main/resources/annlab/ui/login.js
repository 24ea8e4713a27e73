// The page that every address gives to those who are not logged in: it sends the token once, in a body, for a cookie.

import * as api from './api.js';

const field = /** @type {HTMLInputElement} */ (document.getElementById('token'));
const failure = /** @type {HTMLElement} */ (document.getElementById('failure'));

document.getElementById('login')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  failure.hidden = true;
  try {
    await api.logIn(field.value.trim());
    location.reload();
  } catch (error) {
    failure.textContent = error instanceof Error ? error.message : String(error);
    failure.hidden = false;
  }
});
