import './board/board-screen.js';

/**
 * The screens. `load` fetches the module of one on demand; the board comes with the page, because
 * it is what people open. `nav` names it in the navigation, `foot` below the screens, `key` goes there after a `g`.
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
    path: /^\/insights$/,
    tag: 'turnaround-insights',
    title: 'Metrics',
    nav: 'Metrics',
    href: '/insights',
    key: 'm',
    load: () => import('./insights/insights-screen.js'),
  },
  { path: /^\/insights\/profiles$/, tag: 'turnaround-profiles', title: 'Where two tools differ', load: () => import('./insights/profiles-screen.js') },
  {
    path: /^\/work$/,
    tag: 'turnaround-work',
    title: 'Work items',
    nav: 'Work items',
    href: '/work',
    key: 'w',
    load: () => import('./work/work-screen.js'),
  },
  {
    path: /^\/repositories$/,
    tag: 'turnaround-repositories',
    title: 'Repositories',
    nav: 'Repositories',
    href: '/repositories',
    key: 'r',
    load: () => import('./repositories/repositories-screen.js'),
  },
  {
    path: /^\/repositories\/(?<id>[^/]+)$/,
    tag: 'turnaround-repository',
    title: 'Repository',
    load: () => import('./repositories/repository-screen.js'),
  },
  {
    path: /^\/people$/,
    tag: 'turnaround-people',
    title: 'People',
    nav: 'People',
    href: '/people',
    key: 'p',
    load: () => import('./people/people-screen.js'),
  },
  {
    path: /^\/integrations$/,
    tag: 'turnaround-connections',
    title: 'Integrations',
    nav: 'Integrations',
    href: '/integrations',
    key: 'i',
    load: () => import('./connections/connections-screen.js'),
  },
  {
    path: /^\/integrations\/(?<id>[^/]+)$/,
    tag: 'turnaround-connection',
    title: 'Integration',
    load: () => import('./connections/connection-screen.js'),
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
  {
    path: /^\/status$/,
    tag: 'turnaround-status',
    title: 'Status',
    foot: 'Status',
    href: '/status',
    key: 's',
    load: () => import('./status/status-screen.js'),
  },
  {
    path: /^\/settings$/,
    tag: 'turnaround-settings',
    title: 'Settings',
    foot: 'Settings',
    href: '/settings',
    key: ',',
    load: () => import('./settings/settings-screen.js'),
  },
  {
    path: /^\/docs$/,
    tag: 'turnaround-docs',
    title: 'API',
    foot: 'API',
    href: '/docs',
    key: 'a',
    load: () => import('./docs/docs-screen.js'),
  },
  { path: /^\/start$/, tag: 'turnaround-start', title: 'First steps', foot: 'First steps', href: '/start', load: () => import('./start/start-screen.js') },
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
