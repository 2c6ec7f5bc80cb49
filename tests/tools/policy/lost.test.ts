/** A control that held and no longer does is a risk, acknowledged as the others. */
import assert from "node:assert/strict";

import { CATALOGUE } from "../../../tools/policy/catalogue";
import { lostControls } from "../../../tools/policy/lost";
import { graphOf, planned } from "../../support/graphs";

const key = (inputs: { readonly [name: string]: boolean | number }) =>
    graphOf(
        planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30, ...inputs } }),
    );
const TURNED = key({ enableKeyRotation: true });
const STILL = key({ enableKeyRotation: false });
const asked = {
    controls: CATALOGUE.filter(({ id }) => id === "C43"),
    exemptions: [],
    level: "dev" as const,
};

describe("a control that is lost", () => {
    it("is a risk with the control's own severity and remedy", () => {
        assert.deepEqual(lostControls(TURNED, STILL, asked), [
            {
                kind: "control-lost",
                severity: "medium",
                urn: "urn:pulumi:dev::kit::aws:kms/key:Key::keys",
                component: "keys",
                what: "Control C43, Keys turn, held and does not any more (keys are rotated): keys › enableKeyRotation = false: is not rotated.",
                why: "One key for years makes one loss of it a loss of everything.",
                source: "FSBP KMS.4, EKS guide data/rotate-keys",
                remedy: "Take the transform of the key out; the kit's keys are rotated",
            },
        ]);
    });

    it("is none where it did not hold before, holds still, or there was no base", () => {
        assert.deepEqual(lostControls(STILL, STILL, asked), []);
        assert.deepEqual(lostControls(TURNED, TURNED, asked), []);
        assert.deepEqual(lostControls(undefined, STILL, asked), []);
    });

    it("is one for what comes new as well", () => {
        const [risk] = lostControls(graphOf(), STILL, asked);
        assert.equal(risk?.kind, "control-lost");
    });

    it("is none where somebody exempts it", () => {
        const exemption = {
            control: "C43",
            component: "keys",
            environments: ["dev"],
            reason: "The key is turned by hand.",
            owner: "x",
            expires: "2027-01-01",
        };
        assert.deepEqual(lostControls(TURNED, STILL, { ...asked, exemptions: [exemption] }), []);
    });
});
