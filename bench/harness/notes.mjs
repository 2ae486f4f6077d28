/** The footnotes of a table, each text once. */
export class Notes {
  #texts = [];

  mark(texts) {
    const numbers = texts.filter(Boolean).map((text) => this.#numberOf(text));
    return numbers.length > 0 ? ` [${numbers.join(', ')}]` : '';
  }

  #numberOf(text) {
    if (!this.#texts.includes(text)) this.#texts.push(text);
    return this.#texts.indexOf(text) + 1;
  }

  text() {
    return this.#texts.map((text, index) => `- [${index + 1}] ${text}`).join('\n');
  }
}
