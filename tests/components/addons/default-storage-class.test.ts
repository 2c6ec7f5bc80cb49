import assert from "node:assert/strict";

import { Key } from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";

import {
    DefaultStorageClass,
    type DefaultStorageClassArgs,
} from "../../../components/addons/default-storage-class";
import { readyOf } from "../../support/ready";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../../support/record-component";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/1";
const LABEL = "StorageClass:storage-gp3";

function record(
    args: DefaultStorageClassArgs = {},
    opts?: pulumi.ComponentResourceOptions,
): Promise<RecordedResource[]> {
    return recordComponent(() => new DefaultStorageClass("storage", args, opts));
}

function classOf(parameters: Record<string, string>): Record<string, unknown> {
    return {
        allowVolumeExpansion: true,
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: {
            annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
            name: "gp3",
        },
        parameters,
        provisioner: "ebs.csi.aws.com",
        reclaimPolicy: "Delete",
        volumeBindingMode: "WaitForFirstConsumer",
    };
}

describe("DefaultStorageClass", () => {
    it("rule 42: makes one class, the default, encrypted with AWS's key", async () => {
        assert.deepEqual(inputsByLabel(await record()), {
            "DefaultStorageClass:storage": { className: "gp3", key: "AWS's own" },
            [LABEL]: classOf({ encrypted: "true", type: "gp3" }),
        });
    });

    it("rule 42: encrypts with an own key when there is one", async () => {
        assert.deepEqual(inputsByLabel(await record({ volumesKeyArn: KEY })), {
            "DefaultStorageClass:storage": { className: "gp3", key: "own" },
            [LABEL]: classOf({ encrypted: "true", kmsKeyId: KEY, type: "gp3" }),
        });
    });

    it("waits for the key", async () => {
        const resources = await recordComponent(() => {
            new DefaultStorageClass("storage", { volumesKeyArn: new Key("volumes").arn });
        });
        assert.deepEqual(find(resources, LABEL).propertyDependencies, { parameters: ["Key:volumes"] });
    });

    it("is replaced in place: the name is taken while the old class is there", async () => {
        const { options, parent } = find(await record({}, { protect: true }), LABEL);
        // The alias is the SDK's own, for the class of an older API version.
        assert.deepEqual(options, { aliases: 1, deleteBeforeReplace: true, protect: true });
        assert.equal(parent, "DefaultStorageClass:storage");
    });

    it("is ready with the class, and registers its name", async () => {
        assert.deepEqual(await readyOf(() => new DefaultStorageClass("storage", {})), [LABEL]);
        const component = find(await record(), "DefaultStorageClass:storage");
        assert.equal(component.type, "platform:addons:DefaultStorageClass");
        assert.deepEqual(component.outputs, { className: "gp3" });
    });

    it("rule 13: is no object of an add-on: nothing in kube-system, no name of theirs", async () => {
        const custom = (await record()).filter(({ type }) => !type.startsWith("platform:"));
        assert.deepEqual(
            custom.map(({ type }) => type),
            ["kubernetes:storage.k8s.io/v1:StorageClass"],
        );
    });

    it("refuses ignoreChanges", async () => {
        await assert.rejects(record({}, { ignoreChanges: ["parameters"] }), {
            message:
                "invalid arguments:\n" +
                '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["parameters"]). ' +
                "Use the component's own arguments, or a transform of the resource meant.",
        });
    });
});
