/** The form of `plan -- upgrade --json`. */
import { z } from "zod";

import { CHECKS, LEVELS } from "./finding";
import { VERDICTS } from "./upgrade";

const edit = z.strictObject({
    in: z.enum(["pins", "settings", "shape"]),
    file: z.string().describe("from the repository's root"),
    path: z.array(z.string()).describe("keys down to the value"),
    from: z.string().exactOptional(),
    to: z.string().exactOptional().describe("absent where it is taken out"),
});

const finding = z.strictObject({
    id: z.string().describe("of one kind of thing the same in every environment"),
    check: z.enum(CHECKS),
    level: z
        .enum(LEVELS)
        .describe(
            "blocks: cannot be done as it stands; first: must be changed before; breaks: the update would hang on it, or something would stop; with: changes in the same update; after: left to do; unknown: nobody says",
        ),
    what: z.string(),
    why: z.string(),
    remedy: z.string().describe("an imperative without its full stop"),
    resources: z.array(z.string()).describe("logical names"),
    source: z.string(),
    edits: z.array(edit).exactOptional().describe("what settles it and a command can write"),
    commands: z.array(z.string()).exactOptional().describe("what answers it, or does it"),
});

const range = z.strictObject({ low: z.number(), high: z.number() });

const estimate = z.strictObject({
    changes: z
        .strictObject({ create: z.number(), update: z.number(), replace: z.number(), delete: z.number() })
        .describe("resources, without components"),
    rolls: z.array(z.string()).describe("groups and pools whose nodes are replaced"),
    time: z
        .strictObject({ shortest: z.number(), usual: z.number(), longest: z.number() })
        .describe("seconds of pulumi up"),
    month: range.describe("USD a month more, or less"),
    surge: z
        .number()
        .exactOptional()
        .describe(
            "USD, once, at most, of nodes beside those they replace; absent where a price is not known",
        ),
    made: z.array(z.string()).describe("logical names of what is new"),
    lost: z.array(z.string()).describe("of what is replaced or deleted"),
});

const step = z.strictObject({
    title: z.string(),
    when: z.enum(["before", "target", "after"]),
    edits: z.array(edit).describe("what --write makes"),
    byHand: z.array(z.string()),
    commands: z.array(z.string()),
    settles: z.array(z.string()).describe("ids of findings"),
    estimate: estimate
        .exactOptional()
        .describe("absent where its plan is refused, or a person writes it first"),
});

const target = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("kubernetes"), minor: z.string() }),
    z.strictObject({ kind: z.literal("karpenter"), version: z.string() }),
    z.strictObject({ kind: z.literal("addon"), addon: z.string(), version: z.string() }),
]);

/** One environment. */
const upgradeSchema = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    account: z.string(),
    region: z.string(),
    cluster: z.string().describe("empty without one"),
    from: z.string().exactOptional().describe("minor of the control plane as it is declared"),
    target,
    verdict: z
        .enum(VERDICTS)
        .describe(
            "there: nothing to do; ready: can be deployed; prepare: something comes first; blocked: no way yet",
        ),
    findings: z.array(finding),
    steps: z
        .array(step)
        .describe("pull requests, one after the other; what blocks is none of them, and comes before all"),
    support: z.array(z.strictObject({ minor: z.string(), until: z.string(), source: z.string() })),
    isLive: z.boolean().describe("whether the account was asked"),
});

/** Of every environment that was asked for. */
export const UPGRADE_JSON = z.array(upgradeSchema);
