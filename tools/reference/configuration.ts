/** docs/configuration.md: every setting, from the source the program's own schema and the editors' are made of. */
import { tableLines } from "../reports/markdown-table";
import { capitalised, describeChange } from "../../components/platform/settings/describe-setting";
import {
    SETTINGS_REFERENCE,
    type SettingChange,
    type SettingReference,
} from "../../components/platform/settings/reference";
import {
    isSettingKey,
    SETTING_KEYS,
    SETTINGS,
    SETTINGS_NAMESPACE,
} from "../../components/platform/settings/schema";

/** Where the page is committed, from the root of the repository. */
export const CONFIGURATION_FILE = "docs/configuration.md";

const HEAD = `<!-- Written by npm run reference from components/platform/settings/reference.ts. Do not edit. -->

# Configuration

What may stand in \`Pulumi.<stack>.yaml\`, under \`config:\`. Unknown keys are refused, every fault is reported in one run,
and no value may be a secret. Editors check the file with \`pulumi-settings.schema.json\`, named in its first line.
The shape of an environment (which parts, how many) is typed data in \`stacks/<environment>.ts\`: [shape.md](shape.md).

A change of a setting is one of these. **In place**: nothing is made again. **Creates** and **deletes**: resources come
or go, the rest stays. **Replaces**: what is named is deleted and made again. **Forbidden**: the kit or AWS refuses it.
Whatever it is, \`npm run plan -- diff\` shows it resource by resource before anybody has credentials.
`;

const TAIL = `## Keys that are not the kit's

- \`pulumi:disable-default-providers: ["*"]\` stands in every settings file and in \`Pulumi.yaml\`: each resource names its
  provider, and a forgotten one fails instead of using the shell's credentials.
- \`aws:*\` and \`kubernetes:*\` are refused: the program sets up both providers itself.
- \`encryptionsalt\`, \`secretsprovider\` and \`encryptedkey\`, beside \`config:\`, are Pulumi's: [backends.md](backends.md).
- A fork's own keys may stand under any other namespace.

Every sentence about a change is compared with a plan of that change in \`tests/docs/configuration.test.ts\`.
`;

/** The page, before prettier. */
export function renderConfiguration(): string {
    const keys = SETTING_KEYS.filter(isSettingKey);
    const rows = keys.map((key) => overviewRow(key, SETTINGS_REFERENCE[key]));
    const sections = keys.map((key) => section(key, SETTINGS_REFERENCE[key], SETTINGS[key].example));
    const table = tableLines(["setting", "default", "a change"], rows).join("\n");
    return [HEAD, table, ...sections, TAIL].join("\n\n");
}

/** Heading of a setting's section, which is also what a link to it is made from. */
function headingOf(key: string): string {
    return `${SETTINGS_NAMESPACE}:${key}`;
}

function overviewRow(key: string, { changes, default: fallback }: SettingReference): readonly string[] {
    const anchor = headingOf(key).toLowerCase().replace(":", "");
    const effects = [...new Set(changes.map(({ effect }) => effect))].join(", ");
    return [`[\`${headingOf(key)}\`](#${anchor})`, inTable(fallback ?? "required"), effects];
}

function section(
    key: string,
    { changes, default: fallback, meaning, unit }: SettingReference,
    example: string,
) {
    const items = [
        `- Value: ${unit}.`,
        `- Default: ${outsideCode(fallback ?? "none, it is required")}.`,
        ...changes.map(changeLine),
    ];
    return [
        `## ${headingOf(key)}`,
        meaning,
        `\`\`\`yaml\n${headingOf(key)}: ${example}\n\`\`\``,
        items.join("\n"),
    ].join("\n\n");
}

function changeLine(change: SettingChange): string {
    const text = describeChange(change);
    const marked = text.replace(`: ${change.effect}`, `: **${change.effect}**`);
    return `- ${capitalised(marked)}.`;
}

/** Markdown would take `<project>` for a tag. */
function outsideCode(text: string): string {
    return text.replaceAll(/<[\w<>-]+>/g, (placeholder) => `\`${placeholder}\``);
}

function inTable(text: string): string {
    return outsideCode(text).replaceAll("|", "\\|");
}
