import assert from "node:assert/strict";

import type { Pin } from "../../../components/versions";
import { TABLE, type VersionTable } from "../../../tools/versions/table";
import { renderChoices } from "../../../tools/versions/choice";
import { chooseVersions, pinChoiceOf } from "../../../tools/versions/update";

function pin(value: string): Pin {
    return { value, source: "somebody", seen: "2026-07-08", address: "https://example.com/a" };
}

type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A table of one add-on and the versions on offer, the default marked by a `*`. */
function choose(
    addon: string,
    pins: Readonly<Record<string, string>>,
    offered: Readonly<Record<string, string>>,
) {
    const minors = Object.keys(offered);
    const addons = Object.fromEntries(
        minors.map((minor) => [minor, pins[minor] === undefined ? {} : { [addon]: pin(pins[minor]) }]),
    );
    const table: VersionTable = { ...TABLE, minors, addonNames: [addon], addons };
    const offers = new Map(
        minors.map((minor) => {
            const versions = (offered[minor] ?? "").split(" ").filter((text) => text !== "");
            const list = versions.map((text) => ({
                version: text.replace("*", ""),
                isDefault: text.endsWith("*"),
            }));
            return [minor, new Map([[addon, list]])];
        }),
    );
    return chooseVersions(table, offers);
}

/** What the choice for the only minor comes to. */
function chosen(
    addon: string,
    from: string,
    offered: string,
): readonly [string | undefined, string | undefined] {
    const [choice] = choose(addon, { "1.36": from }, { "1.36": offered });
    return [choice?.to, choice?.note];
}

describe("npm run versions -- update, the choice", () => {
    it("takes the default, however far", () => {
        assert.deepEqual(chosen("coredns", "v1.11.1-eksbuild.1", "v1.14.6-eksbuild.4* v1.15.0-eksbuild.1"), [
            "v1.14.6-eksbuild.4",
            undefined,
        ]);
        assert.deepEqual(chosen("coredns", "v1.14.3-eksbuild.9", "v1.14.3-eksbuild.10*"), [
            "v1.14.3-eksbuild.10",
            undefined,
        ]);
    });

    for (const addon of ["vpc-cni", "eks-pod-identity-agent"]) {
        it(`rule 22: ${addon} goes up one minor at a time, to the newest of that minor`, () => {
            const offered =
                "v1.24.1-eksbuild.1* v1.23.2-eksbuild.1 v1.23.10-eksbuild.2 v1.23.10-eksbuild.1 v1.22.4-eksbuild.3";
            assert.deepEqual(chosen(addon, "v1.22.4-eksbuild.3", offered), [
                "v1.23.10-eksbuild.2",
                "the default is v1.24.1-eksbuild.1, more than one minor further",
            ]);
            assert.deepEqual(chosen(addon, "v1.23.2-eksbuild.1", offered), ["v1.24.1-eksbuild.1", undefined]);
        });
    }

    it("rule 22: a new major of such an add-on is left to people", () => {
        assert.deepEqual(chosen("vpc-cni", "v1.22.4-eksbuild.3", "v2.0.0-eksbuild.1* v1.22.5-eksbuild.1"), [
            "v1.22.5-eksbuild.1",
            "the default is v2.0.0-eksbuild.1, more than one minor further",
        ]);
        assert.deepEqual(chosen("vpc-cni", "v1.22.4-eksbuild.3", "v2.0.0-eksbuild.1*"), [
            undefined,
            "the default is v2.0.0-eksbuild.1, more than one minor further",
        ]);
    });

    it("rule 22: nor may the step from one Kubernetes minor to the next jump", () => {
        const pins = { "1.35": "v1.22.4-eksbuild.3", "1.36": "v1.23.1-eksbuild.1" };
        const offered = {
            "1.35": "v1.22.4-eksbuild.3*",
            "1.36": "v1.24.1-eksbuild.1* v1.23.2-eksbuild.1 v1.23.1-eksbuild.1",
        };
        assert.deepEqual(
            choose("vpc-cni", pins, offered).map(({ minor, to }) => [minor, to]),
            [
                ["1.35", "v1.22.4-eksbuild.3"],
                ["1.36", "v1.23.2-eksbuild.1"],
            ],
        );
        // Once the older minor has gone up, the newer one may follow.
        const moved = { ...offered, "1.35": "v1.23.2-eksbuild.1* v1.22.4-eksbuild.3" };
        assert.deepEqual(
            choose("vpc-cni", pins, moved).map(({ to }) => to),
            ["v1.23.2-eksbuild.1", "v1.24.1-eksbuild.1"],
        );
    });

    it("keeps a pin that is newer than the default and still on offer", () => {
        const note = "newer than the default, v1.14.3-eksbuild.23";
        const offered = "v1.14.6-eksbuild.4 v1.14.3-eksbuild.23*";
        assert.deepEqual(chosen("coredns", "v1.14.6-eksbuild.4", offered), ["v1.14.6-eksbuild.4", note]);
        const gone = "v1.14.3-eksbuild.23*";
        assert.deepEqual(chosen("coredns", "v1.14.6-eksbuild.4", gone), ["v1.14.3-eksbuild.23", undefined]);
    });

    it("pins what had no source, and leaves alone what AWS offers nowhere", () => {
        assert.deepEqual(choose("eks-node-monitoring-agent", {}, { "1.35": "v1.7.2-eksbuild.1*" }), [
            { minor: "1.35", addon: "eks-node-monitoring-agent", to: "v1.7.2-eksbuild.1" },
        ]);
        assert.deepEqual(choose("eks-node-monitoring-agent", {}, { "1.35": "" }), []);
        assert.deepEqual(
            choose("coredns", { "1.35": "v1.0.0-eksbuild.1" }, { "1.35": "v1.0.0-eksbuild.1" }),
            [{ minor: "1.35", addon: "coredns", from: "v1.0.0-eksbuild.1", note: "AWS names no default" }],
        );
    });

    it("shows what changes and what needs a word", () => {
        const rows: Rows = {
            same: { from: "v1", to: "v1" },
            up: { from: "v1", to: "v2", note: "why" },
            first: { to: "v1" },
            kept: { from: "v1", note: "AWS names no default" },
        };
        const choices = Object.entries(rows).map(([addon, row]) => ({ minor: "1.36", addon, ...row }));
        assert.equal(
            renderChoices(choices.map(pinChoiceOf)),
            [
                "2 of 4 pins change",
                "  1.36 up  v1 → v2 (why)",
                "  1.36 first  none → v1",
                "  1.36 kept  stays v1 (AWS names no default)",
            ].join("\n"),
        );
    });
});
