/** Looks through an account and region for what a cluster left behind. */
import { type Cloud, type Found, type GroupUse, KINDS } from "./found";
import { tagKeysOf } from "./owned";
import { select, selectGroups, type Selection, type SelectOptions } from "./select";

export type Say = (line: string) => void;

/** Every page of every kind, then what uses the groups. */
export async function survey(cloud: Cloud, options: SelectOptions, say: Say): Promise<Selection> {
    const found: Found[] = [];
    for (const kind of KINDS) {
        let pages = 0;
        for await (const page of cloud.find(kind, tagKeysOf(options.cluster))) {
            found.push(...page);
            pages += 1;
        }
        const count = found.filter((item) => item.kind === kind).length;
        say(`${kind}s: ${count} tagged, on ${pages} ${pages === 1 ? "page" : "pages"}`);
    }
    const selection = select(found, options);
    const groups = selection.leaked.flatMap(({ item }) => (item.kind === "security group" ? [item.id] : []));
    const uses: GroupUse[] = [];
    if (groups.length > 0) for await (const page of cloud.usesOf(groups)) uses.push(...page);
    return selectGroups(selection, uses);
}
