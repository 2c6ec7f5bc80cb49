/** The environment's KMS keys. */
import type { z } from "zod";

import { type Environment, part } from "../platform/part";
import { defined } from "../shared/defined";
import { noticesOfKeys } from "./key-notices";
import { Keys } from "./keys";
import { keysSchema } from "./keys-schema";
import { checkKeys, type KeysSpec } from "./keys-spec";

const words = {
    /**
     * Who keeps the key of Secrets, of logs and of volumes.
     * @example
     * keys: {
     *     secrets: { kind: "own", deletionWindowDays: 30, keepForever: true },
     *     logs: { kind: "aws-owned" },
     *     volumes: { kind: "aws-owned" },
     * },
     */
    keys: keysSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const keys = part({
    words,
    // With the network, whose logs are written with one: no network waits for a key it does not use.
    phase: "network",
    unread: "left-out",
    plan: ({ settings: { account, clusterName, region }, shape }: Environment<Reads>) => [
        { name: "keys", shapePath: "keys", spec: { ...shape.keys, account, clusterName, region } },
    ],
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkKeys,
    notices: (keys) => keys.flatMap(({ spec }) => noticesOfKeys(spec)),
    build: ({ name, spec }, { options }) => {
        const made = new Keys(name, spec satisfies KeysSpec, options);
        const { logsKeyArn, secretsKeyArn, volumesKeyArn } = made;
        return {
            ready: made.ready,
            provides: { keys: defined({ logsKeyArn, secretsKeyArn, volumesKeyArn }) },
        };
    },
});
