/** URNs are those of the engine. */
import assert from "node:assert/strict";

import { makeUrn, nameOfUrn, stackOfUrn, typeOfUrn, urnOfProviderReference } from "../../../tools/plan/urn";

describe("a URN", () => {
    const stack = makeUrn("dev", "kit", "pulumi:pulumi:Stack", "kit-dev");
    const outer = makeUrn("dev", "kit", "platform:stacks:Platform", "platform", stack);
    const inner = makeUrn("dev", "kit", "platform:network:Vpc", "network", outer);
    const vpc = makeUrn("dev", "kit", "aws:ec2/vpc:Vpc", "network::vpc", inner);

    it("chains the types of all parents but the stack", () => {
        assert.equal(stack, "urn:pulumi:dev::kit::pulumi:pulumi:Stack::kit-dev");
        assert.equal(outer, "urn:pulumi:dev::kit::platform:stacks:Platform::platform");
        assert.equal(
            vpc,
            "urn:pulumi:dev::kit::platform:stacks:Platform$platform:network:Vpc$aws:ec2/vpc:Vpc::network::vpc",
        );
    });

    it("gives back stack, type and name", () => {
        assert.deepEqual(
            [stackOfUrn(vpc), typeOfUrn(vpc), nameOfUrn(vpc)],
            ["dev", "aws:ec2/vpc:Vpc", "network::vpc"],
        );
    });

    it("is the head of a provider reference", () => {
        assert.equal(urnOfProviderReference(`${vpc}::0a1b`), vpc);
    });
});
