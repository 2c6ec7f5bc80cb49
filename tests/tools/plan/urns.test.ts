import assert from "node:assert/strict";

import type { PlannedAlias } from "../../../tools/plan/graph";
import { committedList, compareUrns, explainUrns, urnList } from "../../../tools/plan/urns";
import { graphOf, planned, smallEnvironment } from "../../support/graphs";

const VPC = "aws:ec2/vpc:Vpc";
const OLD_VPC = "urn:pulumi:dev::kit::platform:network:Vpc$aws:ec2/vpc:Vpc::net";

function networkWith(
    name: string,
    aliases: readonly PlannedAlias[],
    parentAliases: readonly PlannedAlias[] = [],
) {
    const network = planned({
        type: "platform:network:Vpc",
        name,
        ...(parentAliases.length === 0 ? {} : { options: { aliases: parentAliases } }),
    });
    return graphOf(network, planned({ type: VPC, name, parent: network, options: { aliases } }));
}

describe("urnList", () => {
    it("is sorted, one URN a line", () => {
        const lines = urnList(smallEnvironment()).split("\n");
        assert.equal(lines.length, 9);
        assert.equal(lines.at(-1), "");
        assert.deepEqual(lines, [...lines.slice(0, -1).sort(), ""]);
        assert.equal(
            lines[0],
            "urn:pulumi:dev::kit::platform:stacks:Platform$platform:cluster:Access$aws:eks/accessEntry:AccessEntry::access-admin",
        );
    });
});

describe("committedList", () => {
    it("names no project, so that a fork's own name changes no line", () => {
        const graph = smallEnvironment();
        const lines = committedList(graph).split("\n");
        assert.deepEqual(
            lines.filter((line) => line.includes("kit")),
            [],
        );
        assert.ok(lines.includes("urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev"));
        assert.deepEqual(compareUrns(committedList(graph), graph), { removed: [], added: [], aliased: [] });
    });
});

describe("compareUrns", () => {
    it("finds nothing between a graph and its own list", () => {
        const graph = smallEnvironment();
        assert.deepEqual(compareUrns(urnList(graph), graph), { removed: [], added: [], aliased: [] });
    });

    it("tells what went and what came", () => {
        const before = urnList(networkWith("net", []));
        assert.deepEqual(compareUrns(before, networkWith("network", [])), {
            removed: [
                "urn:pulumi:dev::kit::platform:network:Vpc$aws:ec2/vpc:Vpc::net",
                "urn:pulumi:dev::kit::platform:network:Vpc::net",
            ],
            added: [
                "urn:pulumi:dev::kit::platform:network:Vpc$aws:ec2/vpc:Vpc::network",
                "urn:pulumi:dev::kit::platform:network:Vpc::network",
            ],
            aliased: [],
        });
    });

    const aliases: readonly (readonly [string, PlannedAlias])[] = [
        ["a former URN", { urn: OLD_VPC }],
        ["a former name", { name: "net" }],
        ["a former name and type", { name: "net", type: VPC }],
        ["a former parent", { name: "net", parent: "urn:pulumi:dev::kit::platform:network:Vpc::old" }],
    ];
    for (const [what, alias] of aliases) {
        it(`takes ${what} for the same resource`, () => {
            const { removed, aliased } = compareUrns(`${OLD_VPC}\n`, networkWith("network", [alias]));
            assert.deepEqual({ removed, aliased }, { removed: [], aliased: [OLD_VPC] });
        });
    }

    it("does not take an alias without a parent, or of another stack, for it", () => {
        for (const alias of [{ name: "net", noParent: true } as const, { name: "net", stack: "prod" }]) {
            assert.deepEqual(compareUrns(`${OLD_VPC}\n`, networkWith("network", [alias])).removed, [OLD_VPC]);
        }
    });

    it("follows an alias of a component down to its children, whose names begin with its own", () => {
        const { removed, aliased } = compareUrns(
            urnList(networkWith("net", [])),
            networkWith("network", [], [{ name: "net" }]),
        );
        assert.deepEqual(removed, []);
        assert.deepEqual(aliased, [OLD_VPC, "urn:pulumi:dev::kit::platform:network:Vpc::net"]);
    });
});

describe("explainUrns", () => {
    it("says nothing when nothing changed", () => {
        assert.equal(explainUrns({ removed: [], added: [], aliased: [] }, "dev"), undefined);
    });

    it("explains renames and aliases, or accepting with a line in the changelog", () => {
        const graph = networkWith("network", []);
        const text = explainUrns(compareUrns(urnList(networkWith("net", [])), graph), "dev");
        assert.equal(
            text,
            [
                "The URNs of dev are not those of tests/urns/dev.txt.",
                "Gone:",
                "    urn:pulumi:dev::kit::platform:network:Vpc$aws:ec2/vpc:Vpc::net",
                "    urn:pulumi:dev::kit::platform:network:Vpc::net",
                "New:",
                "    urn:pulumi:dev::kit::platform:network:Vpc$aws:ec2/vpc:Vpc::network",
                "    urn:pulumi:dev::kit::platform:network:Vpc::network",
                "Pulumi knows a resource by its URN: type, parents' types and logical name. Under another URN it creates a new",
                "resource and deletes the old one, in every stack that exists. For a rename or a new parent, keep the resource:",
                '    aliases: [{ name: "net" }]    // a new parent: aliases: [{ parent: … }]',
                "in its resource options, with a line in CHANGELOG.md.",
                "If the resources are meant to go, or no stack has them: run `npm run urns -- accept dev`, commit the list and write a line in CHANGELOG.md.",
            ].join("\n"),
        );
    });

    it("rule 30: a URN that went without an alias fails", () => {
        const graph = networkWith("net", []);
        const text = explainUrns(
            compareUrns(`${urnList(graph)}urn:pulumi:dev::kit::${VPC}::lost\n`, graph),
            "dev",
        );
        assert.equal(
            text,
            [
                "The URNs of dev are not those of tests/urns/dev.txt.",
                "Gone:",
                "    urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::lost",
                "Pulumi knows a resource by its URN: type, parents' types and logical name. Under another URN it creates a new",
                "resource and deletes the old one, in every stack that exists. For a rename or a new parent, keep the resource:",
                '    aliases: [{ name: "former-name" }]    // a new parent: aliases: [{ parent: … }]',
                "in its resource options, with a line in CHANGELOG.md.",
                "If the resources are meant to go, or no stack has them: run `npm run urns -- accept dev`, commit the list and write a line in CHANGELOG.md.",
            ].join("\n"),
        );
    });

    it("asks only for the list when nothing is lost", () => {
        const text = explainUrns({ removed: [], added: ["urn:new"], aliased: ["urn:old"] }, "dev");
        assert.equal(
            text,
            [
                "The URNs of dev are not those of tests/urns/dev.txt.",
                "New:",
                "    urn:new",
                "Kept through an alias:",
                "    urn:old",
                "Nothing is lost. Run `npm run urns -- accept dev` and commit the list.",
            ].join("\n"),
        );
    });
});
