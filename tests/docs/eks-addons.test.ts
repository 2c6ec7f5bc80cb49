/** docs/day-2/eks-addons.md, followed word for word in a copy of the repository. */
import assert from "node:assert/strict";

import { FollowedPage } from "../support/followed-page";

describe("docs/day-2/eks-addons.md", () => {
    let page: FollowedPage;
    before(() => {
        page = new FollowedPage("day-2/eks-addons.md");
        page.follow();
    });
    after(() => page.remove());

    it("leads to the plan it shows", () => {
        assert.deepEqual(page.kinds(), ["instead", "shows", "shows"]);
        page.assertShown();
    });

    it("merges the settings over the kit's own", () => {
        const { resources } = page.graph();
        const settingsOf = (addon: string): unknown => {
            const inputs = resources
                .filter(({ type }) => type === "aws:eks/addon:Addon")
                .map(
                    (one) =>
                        one.inputs as { readonly addonName: string; readonly configurationValues?: string },
                )
                .find(({ addonName }) => addonName === addon);
            assert.ok(inputs, addon);
            const { configurationValues } = inputs;
            return configurationValues === undefined ? undefined : JSON.parse(configurationValues);
        };
        assert.deepEqual(settingsOf("vpc-cni"), {
            enableNetworkPolicy: "true",
            env: { AWS_VPC_K8S_CNI_LOGLEVEL: "INFO" },
        });
        assert.equal(settingsOf("cert-manager"), undefined);
    });

    it("and refuses a key that follows from another word", () => {
        page.replace(
            "stacks/dev.ts",
            '"vpc-cni": { configuration: {',
            'coredns: { configuration: { computeType: "ec2" } }, "vpc-cni": { configuration: {',
        );
        const { status, stderr } = page.plan();
        assert.equal(status, 1);
        assert.match(stderr, /stacks\/dev\.ts › addons\.coredns\.configuration\.computeType: /);
        assert.match(stderr, /Choose compute\.kind and its host\./);
    });
});
