import { html } from 'lit';
import { Element } from '../element.js';

const NEXT = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: '◐', light: '☀', dark: '☾' };

/** Light, dark, or as the system has it. */
class ThemeSwitch extends Element {
  render() {
    const theme = localStorage.getItem('theme') ?? 'system';
    return html`<button type="button" class="plain" title="Colours: ${theme}" aria-label="Colours: ${theme}. Switch to ${NEXT[theme]}"
      @click=${() => this.#set(NEXT[theme])}><span aria-hidden="true">${ICON[theme]}</span></button>`;
  }

  #set(theme) {
    if (theme === 'system') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem('theme', theme);
      document.documentElement.dataset.theme = theme;
    }
    this.requestUpdate();
  }
}

customElements.define('turnaround-theme-switch', ThemeSwitch);
