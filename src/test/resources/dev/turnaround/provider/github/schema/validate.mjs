// Validates the queries that are named on the command line against GitHub's published schema. Exits with 1 and one
// mistake a line when there are any; deprecated fields are mistakes.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.cwd() + '/');
const { buildSchema, parse, validate, specifiedRules, NoDeprecatedCustomRule } = require('graphql');
// The published file has a few fields twice.
const sdl = readFileSync('node_modules/@octokit/graphql-schema/schema.graphql', 'utf8');
const schema = buildSchema(sdl, { assumeValidSDL: true });

let mistakes = 0;
for (const file of process.argv.slice(2)) {
  const document = parse(readFileSync(file, 'utf8'));
  for (const error of validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule])) {
    console.log(`${file}: ${error.message}`);
    mistakes++;
  }
}
process.exit(mistakes ? 1 : 0);
