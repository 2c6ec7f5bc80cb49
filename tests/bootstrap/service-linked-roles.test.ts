import assert from "node:assert/strict";

import { type LinkedService, ServiceLinkedRoles } from "../../bootstrap/service-linked-roles";
import { planBootstrap } from "../../bootstrap/plan";
import { readingWith } from "../support/bootstrap";
import { find, recordComponent, type RecordedResource } from "../support/record-component";
import { Bootstrap } from "../../bootstrap/bootstrap";

const TYPE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

/** The linked roles of an account with these settings. */
async function rolesWith(services: readonly LinkedService[] | undefined): Promise<RecordedResource[]> {
    const result = planBootstrap(readingWith({ "bootstrap:serviceLinkedRoles": services }));
    if ("problems" in result) return assert.fail(JSON.stringify(result.problems));
    const resources = await recordComponent(() => new Bootstrap("bootstrap", result.plan));
    return resources.filter(({ type }) => type === TYPE);
}

describe("ServiceLinkedRoles", () => {
    it("rule 20: none is made unless asked for", async () => {
        assert.deepEqual(await rolesWith(undefined), []);
        assert.deepEqual(await rolesWith([]), []);
    });

    it("rule 20: exactly the one asked for is made, and stays in the account", async () => {
        const [spot, ...rest] = await rolesWith(["spot"]);
        assert.deepEqual(rest, []);
        assert.deepEqual(spot?.inputs, {
            awsServiceName: "spot.amazonaws.com",
            tags: { Name: "service-linked-spot" },
        });
        assert.equal(spot.options.retainOnDelete, true);
    });

    it("makes each once, in the order of the names, and registers their ARNs", async () => {
        const resources = await recordComponent(
            () => new ServiceLinkedRoles("linked", { services: ["spot", "autoscaling", "spot"] }),
        );
        const own = find(resources, "ServiceLinkedRoles:linked");
        assert.deepEqual(own.inputs, { services: ["autoscaling", "spot"] });
        const prefix = "arn:aws:iam::123456789012:role/aws-service-role";
        assert.deepEqual(own.outputs, {
            arns: [
                `${prefix}/autoscaling.amazonaws.com/linked-autoscaling`,
                `${prefix}/spot.amazonaws.com/linked-spot`,
            ],
        });
    });
});
