import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/**
 * Sets CSS properties of an element: `<li ${props({ '--x': '31%' })}>`. Lit's own `styleMap` writes a
 * `style` attribute at first, which the content security policy forbids
 * (https://github.com/lit/lit/issues/4719).
 */
export const props = directive(class extends Directive {
  render() {
    return noChange;
  }

  update(part, [properties]) {
    for (const [name, value] of Object.entries(properties)) part.element.style.setProperty(name, value);
    return noChange;
  }
});
