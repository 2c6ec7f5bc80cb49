import assert from "node:assert/strict";

import type { Pin } from "../../../components/versions";
import { askRegion } from "../../../tools/versions/ask";
import { TABLE, type VersionTable } from "../../../tools/versions/table";
import { parametersOf } from "../../../tools/versions/verify";
import { parameters } from "../../support/eks-answers";
import { fakeProbe, printed } from "../../support/fake-probe";

function pin(value: string): Pin {
    return { value, source: "somebody", seen: "2026-07-08", address: "https://example.com/a" };
}

describe("asking AWS", () => {
    it("asks for each parameter once, at most ten in a call, and puts the answers together", async () => {
        const minors = ["1.33", "1.34", "1.35"];
        const nodeReleases = Object.fromEntries(minors.map((minor) => [minor, pin(`${minor}.1-20260714`)]));
        const table: VersionTable = { ...TABLE, minors, nodeReleases, amiAlias: pin("al2023@v20260930") };
        const names = parametersOf(table);
        assert.deepEqual([names.length, new Set(names).size], [15, 15]);
        const values = Object.fromEntries(names.map((name) => [name, "ami-1"]));
        const calls: string[][] = [];
        const probe = fakeProbe();
        const { parameters: found } = await askRegion(
            {
                ...probe,
                run: (command, args) => {
                    if (args[0] !== "ssm") return probe.run(command, args);
                    const asked = args.filter((arg) => arg.startsWith("/"));
                    calls.push(asked);
                    return Promise.resolve(printed(parameters(asked, values)));
                },
            },
            "us-east-1",
            table,
        );
        assert.deepEqual(calls, [names.slice(0, 10), names.slice(10)]);
        assert.deepEqual([...(found?.keys() ?? [])], names);
    });
});
