import { get } from './api.js';

/** Who is signed in, asked once for all screens. */
let asked = null;
addEventListener('signed-out', () => {
  asked = null;
});

/** `{scope, name}`; on a problem one who may only read, and it is asked again the next time. */
async function me() {
  asked ??= get('/session');
  try {
    return await asked;
  } catch {
    asked = null;
    return { scope: 'read', name: '' };
  }
}

/** Whether a screen may offer what needs an administrator. It asks, and has the screen drawn again when it knows. */
export class Me {
  admin = false;
  name = '';

  constructor(host) {
    me().then(({ scope, name }) => {
      this.admin = scope === 'admin';
      this.name = name;
      host.requestUpdate();
    });
  }
}
