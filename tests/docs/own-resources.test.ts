/** docs/day-2/own-resources.md, followed word for word in a copy of the repository. */
import assert from "node:assert/strict";

import type { PlannedGraph } from "../../tools/plan/graph";
import { FollowedPage } from "../support/followed-page";

describe("docs/day-2/own-resources.md", () => {
    let page: FollowedPage;
    let graph: PlannedGraph;
    before(() => {
        page = new FollowedPage("day-2/own-resources.md");
        page.follow();
        graph = page.graph();
    });
    after(() => page.remove());

    it("leads to the plan it shows", () => {
        assert.deepEqual(
            page.kinds(),
            [...["file", "line", "instead", "shows"], ...["line", "instead", "shows"]].flat(),
        );
        page.assertShown("--resources");
    });

    it("plans them whole: the bucket's policy, the address in DNS, and no password", () => {
        const inputsOf = (type: string) => {
            const found = graph.resources.filter(
                (one) => one.type === type && one.name.startsWith("own-shop"),
            );
            assert.equal(found.length, 1, type);
            return (found[0]?.inputs ?? {}) as Readonly<Record<string, unknown>>;
        };
        const policy = inputsOf("aws:s3/bucketPolicy:BucketPolicy")["policy"] as string;
        const [statement] = (JSON.parse(policy) as { readonly Statement: readonly { Resource: string[] }[] })
            .Statement;
        assert.match(
            statement?.Resource.join(" ") ?? "",
            /^arn:aws:s3:::own-shop-files-\w+ arn:aws:s3:::own-shop-files-\w+\/\*$/,
        );
        const [address = ""] = inputsOf("aws:route53/record:Record")["records"] as readonly string[];
        assert.match(address, /own-shop-db/);
        const database = inputsOf("aws:rds/instance:Instance");
        assert.equal(database["manageMasterUserPassword"], true);
        assert.equal(database["password"], undefined);
        assert.equal((database["vpcSecurityGroupIds"] as readonly string[]).length, 1);
        assert.deepEqual(Object.keys((graph.outputs as { readonly own: object }).own), ["shop"]);
    });

    it("changes the one property the transform names", () => {
        const groups = graph.resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual(
            groups.map(({ inputs }) => (inputs as { readonly logGroupClass?: string }).logGroupClass),
            ["INFREQUENT_ACCESS"],
        );
    });
});
