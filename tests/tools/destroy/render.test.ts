import assert from "node:assert/strict";

import { destroyReport } from "../../../tools/destroy/destroy";
import type { Live } from "../../../tools/destroy/live";
import { renderDestroy } from "../../../tools/destroy/render";
import { columns } from "../../../tools/plan/report-text";
import { graphOf, planned } from "../../support/graphs";

const REPORT = destroyReport(
    graphOf(
        planned({
            type: "platform:stacks:Platform",
            name: "platform",
            inputs: { account: "123456789012", clusterName: "kit-dev", region: "us-east-1" },
        }),
        planned({ type: "aws:eks/cluster:Cluster", name: "cluster" }),
        planned({ type: "aws:kms/key:Key", name: "keys-logs" }),
    ),
);

const QUESTION =
    "aws resourcegroupstaggingapi get-resources --tag-filters Key=kubernetes.io/cluster/kit-dev,Values=owned --resource-type-filters elasticloadbalancing --query 'ResourceTagMappingList[].ResourceARN' --region us-east-1";

function lines(live?: Live): readonly string[] {
    return renderDestroy(REPORT, live).split("\n");
}

function answered(...found: readonly string[]) {
    return [{ command: QUESTION, found }];
}

describe("a destroy report as text", () => {
    it("is headings, reasons, commands and questions", () => {
        assert.deepEqual(lines(), [
            "dev: 1 thing before pulumi destroy, 1 after it.",
            "Cluster kit-dev in account 123456789012, us-east-1.",
            "",
            "For kubectl",
            "  aws eks update-kubeconfig --name kit-dev --region us-east-1",
            "",
            "Remove first, in this order",
            "  - Services of type LoadBalancer",
            "    EKS makes a load balancer and its security group for each. They outlive the cluster, hold subnets, internet gateway and VPC, and cost money.",
            "    By cluster",
            "      kubectl delete services -A --field-selector spec.type=LoadBalancer",
            "    Gone when this answers with nothing:",
            `      ${QUESTION}`,
            "",
            "Is there afterwards",
            "  - Keys that wait for their deletion",
            "    KMS deletes a key 7 to 30 days later, and may be told otherwise until then. It costs nothing meanwhile.",
            "    By keys-logs",
            "      aws kms cancel-key-deletion --key-id '<key>' --region us-east-1   # where what it encrypted is still needed",
            "",
            "Then",
            "  pulumi destroy --stack dev",
            "  npm run sweep -- dev",
            "",
        ]);
    });

    it("says what the account has, has not, or does not tell", () => {
        const now = (live: Live) => lines(live).filter((line) => /now|known/.test(line));
        assert.deepEqual(now({ services: answered("arn:1", "arn:2") }), ["    There now, 2: arn:1, arn:2"]);
        assert.deepEqual(now({ services: answered() }), ["    Nothing of it is there now."]);
        assert.deepEqual(now({ services: [{ command: QUESTION, found: [], failure: "denied" }] }), [
            "    Not known: AWS did not answer (denied).",
        ]);
    });

    it("tells what only the account knows where it has some", () => {
        const told = (live?: Live) =>
            lines(live).filter((line) => line.includes("that GuardDuty made")).length;
        const id = "guardduty-of-the-account";
        assert.deepEqual([told(), told({ [id]: answered() }), told({ [id]: answered("vpce-1") })], [0, 0, 1]);
    });

    it("wraps sentences and leaves commands whole", () => {
        const narrow = renderDestroy(REPORT, undefined, { width: 40 }).split("\n");
        assert.ok(narrow.includes(`      ${QUESTION}`));
        const sentences = narrow.filter((line) => !/^ {2,6}(aws|kubectl|pulumi|npm) /.test(line));
        assert.deepEqual(
            sentences.filter((line) => columns(line) > 40),
            [],
        );
    });
});
