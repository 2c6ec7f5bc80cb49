/** The Secrets Store CSI driver with AWS's provider. */
import assert from "node:assert/strict";

import { objectOf } from "../../../tools/facts/build";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const NAME = "aws-secrets-store-csi-driver-provider";
const asked = (words: object = {}) => ({ ...ON_NODES, addons: { ...ON_NODES.addons, [NAME]: words } });

describe(NAME, () => {
    it("mounts on every node, tainted or not, and reads nothing as itself", async () => {
        const graph = await graphOfShape(asked());
        const { addonVersion, configurationValues, ...rest } = objectOf(
            resourceNamed(graph, `addon-${NAME}-addon`).inputs,
        );
        assert.equal(addonVersion, "v3.1.4-eksbuild.1");
        assert.equal(configurationValues, '{"tolerations":[{"operator":"Exists"}]}');
        assert.equal(rest["podIdentityAssociations"], undefined);
        assert.equal(rest["resolveConflictsOnUpdate"], "OVERWRITE");
        const pods =
            plannedOf(asked()).plan.components.find(({ name }) => name === `addon-${NAME}`)?.pods ?? [];
        assert.deepEqual(
            pods.map(({ kind, name, namespace, tolerations }) => ({ kind, name, namespace, tolerations })),
            ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"].map((name) => ({
                kind: "DaemonSet",
                name,
                namespace: "aws-secrets-manager",
                tolerations: [{ operator: "Exists" }],
            })),
        );
    });

    it("takes rotation and Secrets of Kubernetes as settings", async () => {
        const driver = {
            enableSecretRotation: true,
            rotationPollInterval: "3600s",
            syncSecret: { enabled: true },
        };
        const graph = await graphOfShape(asked({ configuration: { "secrets-store-csi-driver": driver } }));
        const { configurationValues } = objectOf(resourceNamed(graph, `addon-${NAME}-addon`).inputs);
        assert.deepEqual(JSON.parse(String(configurationValues)), {
            "secrets-store-csi-driver": driver,
            tolerations: [{ operator: "Exists" }],
        });
    });

    it("is refused where no node mounts, and on a minor without a version", () => {
        const at = `stacks/dev.ts › addons.${NAME}`;
        assert.deepEqual(refusedOf({ ...FARGATE, addons: { ...FARGATE.addons, [NAME]: {} } }), [
            `${at}: compute of kind fargate leaves it out: its DaemonSets need nodes, and Fargate mounts no volume of theirs. Remove it.`,
        ]);
        assert.match(
            refusedOf(asked(), { config: { "platform:kubernetesVersion": "1.35" } }).join(),
            /no source names a version of this add-on for Kubernetes 1\.35 .*Use Kubernetes 1\.36/,
        );
    });

    it("keeps what makes it work", () => {
        const configuration = {
            tolerations: [],
            "secrets-store-csi-driver": { install: false, tokenRequests: [] },
        };
        const lines = refusedOf(asked({ configuration })).join("\n");
        assert.match(lines, /configuration\.tolerations: this lets a secret mount wherever its pod runs/);
        assert.match(
            lines,
            /secrets-store-csi-driver\.install: this is the driver that the provider works for/,
        );
        assert.match(lines, /secrets-store-csi-driver\.tokenRequests: this is how the provider gets/);
    });
});
