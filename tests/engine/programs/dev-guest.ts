/** What a platform team adds to a cluster that somebody else made. */
import * as pulumi from "@pulumi/pulumi";

import { environmentsOf, planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { PARTS_ON_EXISTING_CLUSTER } from "../../../components/platform/parts";
import { Platform } from "../../../components/platform/platform";
import { readSettings } from "../../../components/platform/settings/settings";
import type { ShapeOnExistingCluster } from "../../../components/platform/shape";

const AWS_OWNED = { kind: "aws-owned" } as const;

const dev: ShapeOnExistingCluster = {
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys: { secrets: AWS_OWNED, logs: AWS_OWNED, volumes: AWS_OWNED },
    compute: { kind: "existing", nodes: 2 },
    addons: { replicas: 1, zoneSpread: false, "kube-state-metrics": {} },
    catalogue: { "external-secrets": {}, keda: {} },
    namespaces: { shop: { quota: { pods: "50" } } },
    secretStores: {
        shop: {
            scope: { kind: "namespace", namespace: "shop" },
            from: { kind: "secrets-manager", secrets: ["shop/*"] },
        },
    },
};

function build() {
    const environments = environmentsOf(PARTS_ON_EXISTING_CLUSTER, { dev });
    const result = planEnvironment(readSettings(environments.names), environments);
    if ("problems" in result) throw new pulumi.RunError(result.problems.map(describeLocated).join("\n"));
    return new Platform("platform", result.plan).outputs();
}

export const outputs = build();
