/** Edits that the papers offer a fork. Each says whether it can be made now, and makes all that its page asks for. */
import { mkdirSync } from "node:fs";

import { ENVIRONMENT_EDITS } from "./environment-edits";
import type { ForkEdit } from "./fork";
import { PAGE_EDITS } from "./page-edits";
import { SHAPE_EDITS } from "./shape-edits";

const PINS = "stacks/own/pins.yaml";

/** Of the whole fork: the environment is any. */
const WHOLE_EDITS: readonly ForkEdit[] = [
    {
        what: "bootstrap filled in",
        applies: (fork) => fork.has("bootstrap/Pulumi.account.yaml", "example-org/eks-platform"),
        make: (fork) => {
            fork.replaceAll("bootstrap/Pulumi.account.yaml", "123456789012", "210987654321");
            fork.replace("bootstrap/Pulumi.account.yaml", "example-org/eks-platform", "acme@1/platform@2");
        },
    },
    {
        what: "the project renamed",
        applies: (fork) => fork.has("Pulumi.yaml", /^name: eks-platform$/m),
        make: (fork) => fork.replace("Pulumi.yaml", /^name: .*$/m, "name: acme-clusters"),
    },
    {
        what: "versions pinned everywhere",
        applies: (fork) => fork.has(PINS, "everywhere: {}"),
        make: (fork) =>
            fork.replace(
                PINS,
                "everywhere: {}",
                "everywhere:\n  karpenter: 1.14.0\n  amiAlias: al2023@v20260929\n  minors:\n    1.36:\n      addons:\n" +
                    "        coredns: v1.14.3-eksbuild.22\n        vpc-cni: v1.22.3-eksbuild.1\n      nodeRelease: 1.36.4-20260929",
            ),
    },
    {
        what: "versions pinned ahead in one environment",
        applies: (fork) => fork.has(PINS, "environments: {}"),
        make: (fork, environment) =>
            fork.replace(
                PINS,
                "environments: {}",
                `environments:\n  ${environment}:\n    karpenter: 1.14.0\n    amiAlias: al2023@v20261001\n    minors:\n      1.36:\n` +
                    "        addons: { coredns: v1.14.3-eksbuild.24 }\n        nodeRelease: 1.36.4-20261001",
            ),
    },
    {
        what: "the organisation's rules",
        applies: (fork) => !fork.has("Pulumi.yaml", "platform:organisation"),
        make: (fork) =>
            fork.replace(
                "Pulumi.yaml",
                /^config:\n/m,
                "config:\n  platform:organisation:\n    value: { permissionsBoundary: policy/workload-boundary, iamPath: /platform/ }\n",
            ),
    },
    {
        what: "the organisation's prefix",
        applies: (fork) => !fork.has("Pulumi.yaml", "platform:organisation"),
        make: (fork) => {
            fork.replace(
                "Pulumi.yaml",
                /^config:\n/m,
                "config:\n  pulumi:autonaming:\n    value: { providers: { aws: { pattern: 'acme-${name}-${hex(7)}' } } }\n" +
                    "  platform:organisation:\n    value: { namePrefix: acme- }\n",
            );
            for (const environment of fork.environments()) {
                fork.replaceAll(`Pulumi.${environment}.yaml`, "clusterName: platform-", "clusterName: acme-");
            }
        },
    },
    {
        what: "a program beside, by docs/day-2/adopt.md",
        applies: (fork) => !fork.has("existing/Pulumi.yaml", "name"),
        make: (fork) => {
            mkdirSync(fork.at("existing"));
            fork.write("existing/program.js", fork.read("bootstrap/program.js"));
            fork.write(
                "existing/Pulumi.yaml",
                fork.read("bootstrap/Pulumi.yaml").replace(/^name: .*$/m, "name: existing"),
            );
            const [, code = ""] = /```ts\n([^]*?)```/.exec(fork.read("docs/day-2/adopt.md")) ?? [];
            fork.write("existing/index.ts", code);
        },
    },
];

export const EDITS: readonly ForkEdit[] = [
    ...WHOLE_EDITS,
    ...ENVIRONMENT_EDITS,
    ...PAGE_EDITS,
    ...SHAPE_EDITS,
];
