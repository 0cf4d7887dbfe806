import { type Check, GROUPS } from './check.js';
import { CHECKS } from './checks.js';

const INTRODUCTION = `# Troubleshooting

\`picostk doctor\` runs the checks below on the host of the server. It changes nothing, needs no running server, and works as
root, as the user of the service and as any other user; what a user may not see is not checked. Problems and warnings come first, each with
the command that mends it. \`picostk doctor NAME...\` runs single checks, and \`--json\` prints all results for programs.

This page has a section for each check: what you notice, why it happens, and what to do.
`;

/** The text of `docs/troubleshooting.md`: a section for each check. `npm run generate` writes it. */
export function troubleshootingReference(): string {
  const groups = GROUPS.map((group) => {
    const checks = CHECKS.filter((check) => check.group === group);
    return `## ${group}\n\n${checks.map(section).join('\n')}`;
  });
  return [INTRODUCTION, ...groups].join('\n');
}

function section({ id, title, symptom, reason, mend }: Check): string {
  return `### ${id}

Checks: ${lowerFirst(title)}.

- **Symptom**: ${symptom}
- **Reason**: ${reason}
- **What to do**:
${mend.map((step) => `  - ${step}`).join('\n')}
`;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]* /.test(text) && !/^(QEMU|AppArmor|Node)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
