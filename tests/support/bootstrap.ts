/** Bootstrap for tests: the committed file filled in, with changes; and everything it can make. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { Bootstrap } from "../../bootstrap/bootstrap";
import type { GithubSpec } from "../../bootstrap/github-spec";
import type { BootstrapPlan } from "../../bootstrap/plan";
import { parseSettings, type SettingsReading } from "../../bootstrap/settings";
import type { Json } from "../../components/shared/json";
import { ACCOUNTS } from "../../tools/plan/plan-bootstrap";
import { readStackFile, type StackConfig } from "../../tools/plan/stack-file";

export const ACCOUNT = "210987654321";

/** The whole of what the roles are made from. */
export const GITHUB: GithubSpec = {
    account: ACCOUNT,
    bucketName: `platform-state-${ACCOUNT}-us-east-1`,
    deployFrom: ["environment:production", "branch:main"],
    name: "platform",
    previewFrom: ["environment:preview"],
    project: "eks-platform-bootstrap",
    region: "us-east-1",
    regions: ["us-east-1", "eu-west-1"],
    repository: "acme@1/kit@2",
};

export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-90ab-cdef-1234-567890abcdef`;

/** Settings as committed, which the engine reads. */
export function committedSettings(): StackConfig {
    const read = readStackFile({ directory: ACCOUNTS, stack: "account" });
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    return read.stackConfig;
}

/** The committed settings without their placeholders, as a fork would fill them in. */
export function filledSettings(): StackConfig {
    const { config, ...rest } = committedSettings();
    return {
        ...rest,
        config: {
            ...config,
            "bootstrap:account": ACCOUNT,
            "bootstrap:repository": "acme@1/kit@2",
        },
    };
}

/** The filled settings with some changed: text as it is, everything else as JSON; undefined takes a key away. */
export function readingWith(
    changes: Readonly<Record<string, Json | undefined>>,
    secretKeys: readonly string[] = [],
): SettingsReading {
    const { config, project, stack } = filledSettings();
    const changed = Object.entries({ ...config, ...changes }).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    return parseSettings({ config: Object.fromEntries(changed), project, secretKeys, stack });
}

/** Every option on, so that no type of bootstrap goes unrecorded. */
export const EVERYTHING: BootstrapPlan = {
    account: ACCOUNT,
    region: "us-east-1",
    tags: { owner: "tests", environment: "bootstrap", "managed-by": "pulumi" },
    state: { account: ACCOUNT, name: "platform", region: "us-east-1" },
    github: { ...GITHUB, organisation: { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/workloads` } },
    serviceLinkedRoles: { services: ["spot", "autoscaling"] },
};

export function bootstrapEverything(): Record<string, unknown> {
    return new Bootstrap("bootstrap", EVERYTHING).outputs();
}

/** The committed list of bootstrap's URNs. */
export function committedUrns(): string {
    return readFileSync(path.join(__dirname, "..", "bootstrap", "urns.txt"), "utf8");
}
