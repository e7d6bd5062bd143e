import './board/board-screen.js';

/**
 * The screens. `load` fetches the module of one on demand; the board comes with the page, because
 * it is what people open. `nav` names it in the navigation, `key` goes there after a `g`.
 */
export const ROUTES = [
  { path: /^\/$/, tag: 'turnaround-board', title: 'Board', nav: 'Board', href: '/', key: 'b' },
  {
    path: /^\/prs\/(?<provider>[^/]+)\/(?<repository>.+)\/(?<number>\d+)$/,
    tag: 'turnaround-pull-request',
    title: 'Pull request',
    load: () => import('./pull-request/pull-request-screen.js'),
  },
  {
    path: /^\/deliveries$/,
    tag: 'turnaround-deliveries',
    title: 'Deliveries',
    nav: 'Deliveries',
    href: '/deliveries',
    key: 'd',
    load: () => import('./deliveries/deliveries-screen.js'),
  },
];

/** The route of a path with its parameters, decoded; null when there is none. */
export function routeOf(path) {
  for (const route of ROUTES) {
    const found = route.path.exec(path);
    if (found) return { route, parameters: decoded(found.groups ?? {}) };
  }
  return null;
}

/** The address of a pull request's screen. */
export function addressOf({ provider, repository, repositoryId, number }) {
  return `/prs/${encodeURIComponent(provider)}/${(repository ?? repositoryId).split('/').map(encodeURIComponent).join('/')}/${number}`;
}

function decoded(groups) {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => {
    try {
      return [name, decodeURIComponent(value)];
    } catch {
      return [name, value];
    }
  }));
}
