/** The environment's KMS keys. */
import type { z } from "zod";

import { type Environment, type FiledProblem, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { Organisation } from "../shared/organisation";
import type { Problem } from "../shared/problems";
import { noticesOfKeys } from "./key-notices";
import { Keys } from "./keys";
import { keysSchema, type KeysWords } from "./keys-schema";
import { checkKeys, KEY_PURPOSES, type KeysSpec } from "./keys-spec";

const words = {
    /**
     * Who keeps the key of Secrets, of logs, of volumes and of topics of alerts.
     * @example
     * keys: {
     *     secrets: { kind: "own", deletionWindowDays: 30, keepForever: true },
     *     logs: { kind: "aws-owned" },
     *     volumes: { kind: "aws-owned" },
     * },
     */
    keys: keysSchema,
};

export interface MakesTopics {
    readonly alerts?: { readonly kind: string };
}

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compliance?: MakesTopics;
    readonly prometheus?: MakesTopics;
};

/** Alerts are told at once: a key that goes takes nothing along that anybody needs. */
const KEY_OF_ALERTS = { kind: "own", deletionWindowDays: 7, keepForever: false } as const;

export const keys = part({
    words,
    // With the network, whose logs are written with one: no network waits for a key it does not use.
    phase: "network",
    unread: "left-out",
    plan: ({ settings: { account, clusterName, organisation, region }, shape }: Environment<Reads>) => [
        {
            name: "keys",
            shapePath: "keys",
            // What neither says is refused below, and then nothing is built.
            spec: {
                ...(makesTopics(shape) ? { alerts: KEY_OF_ALERTS } : {}),
                ...keysOf(organisation),
                ...shape.keys,
                ...{ account, clusterName, region },
            } as KeysSpec,
        },
    ],
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: (spec, environment) => [
        ...checkKeys(spec).map((problem) => written(problem, environment)),
        ...checkNamed(spec, environment),
    ],
    notices: (keys) => keys.flatMap(({ spec }) => noticesOfKeys(spec)),
    build: ({ name, spec }, { options }) => {
        const made = new Keys(name, spec, options);
        const { alertsKeyArn, logsKeyArn, secretsKeyArn, volumesKeyArn } = made;
        return {
            ready: made.ready,
            provides: { keys: defined({ alertsKeyArn, logsKeyArn, secretsKeyArn, volumesKeyArn }) },
        };
    },
});

function makesTopics({ compliance, prometheus }: Partial<Reads>): boolean {
    return [compliance, prometheus].some((words) => words?.alerts?.kind === "own-topic");
}

/** Keys that the organisation names, each as one that is there already. */
function keysOf({ keys = {} }: Organisation = {}): KeysWords {
    const named = KEY_PURPOSES.flatMap((purpose) => {
        const arn = keys[purpose];
        return arn === undefined ? [] : [[purpose, { kind: "existing", arn }] as const];
    });
    return Object.fromEntries(named);
}

/** What the shape does not say stands in the settings. */
function written(
    problem: Problem,
    { file, shape: { keys = {} } }: Environment<Partial<Reads>>,
): FiledProblem {
    const purpose = KEY_PURPOSES.find((one) => problem.path.startsWith(`${one}.`));
    if (purpose === undefined || keys[purpose] !== undefined) return problem;
    return { ...problem, file, path: `platform:organisation.keys.${purpose}` };
}

/** Where the words could not be read, nobody knows what they leave out. */
function checkNamed(spec: Partial<KeysSpec>, { shape }: Environment<Partial<Reads>>): Problem[] {
    if (shape.keys === undefined) return [];
    return KEY_PURPOSES.filter((purpose) => purpose !== "alerts" && spec[purpose] === undefined).map(
        (purpose) => ({
            path: purpose,
            what: "missing",
            remedy: `Say who keeps this key, or name it for all environments in platform:organisation: { keys: { ${purpose}: <arn> } }`,
        }),
    );
}
