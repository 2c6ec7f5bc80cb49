/** Endpoints with words of their own. */
import assert from "node:assert/strict";

import { endpointPolicyOf } from "../../../components/network/endpoint-policies";
import type { FurtherEndpoints } from "../../../components/network/endpoints-schema";
import { checkFurther, noticesOfFurther } from "../../../components/network/further-endpoints";
import { REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import { endpointsIn } from "../../../components/network/reach";
import { checkVpc, decisionsOfVpc } from "../../../components/network/vpc-spec";
import { describeProblem } from "../../../components/shared/problems";
import { find, inputsByLabel } from "../../support/record-component";
import { difference, NAME, recordVpc } from "../../support/record-vpc";
import { BARE_VPC, DEV_VPC } from "../../support/vpc-specs";

const THEIRS = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
const FURTHER: FurtherEndpoints = {
    dynamodb: { policy: [{ Sid: "Orders", Effect: "Allow", Action: "dynamodb:*", Resource: "*" }] },
    kms: { slots: ["b"] },
    "guardduty-data": {},
    warehouse: { serviceName: THEIRS, ports: [443, 5439] },
};

function messages(further: FurtherEndpoints, beside: Parameters<typeof checkFurther>[1] = {}): string[] {
    return checkFurther(further, { zones: { a: "us-east-1a", b: "us-east-1b" }, ...beside }).map((problem) =>
        describeProblem(problem),
    );
}

describe("further endpoints", () => {
    it("are made with the words they have, and beside the others", async () => {
        const { made, gone } = difference(await recordVpc(), await recordVpc({ furtherEndpoints: FURTHER }));
        const vpcId = "vpc-network-vpc";
        const common = { vpcId, vpcEndpointType: "Interface", privateDnsEnabled: true };
        const subnetIds = ["subnet-network-node-a", "subnet-network-node-b"];
        const securityGroupIds = ["sg-network-endpoints"];
        const group = (part: string) => ({ vpcId, description: "VPC endpoints", tags: NAME(part) });
        const rule = (part: string, of: string, port: number, description: string) => ({
            securityGroupId: `sg-network-${of}`,
            description,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            cidrIpv4: "10.0.0.0/16",
            tags: NAME(part),
        });
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "VpcEndpoint:network-endpoint-dynamodb": {
                vpcId,
                serviceName: "com.amazonaws.us-east-1.dynamodb",
                vpcEndpointType: "Gateway",
                routeTableIds: ["rtb-network-node-a", "rtb-network-node-b"],
                policy: '{"Statement":[{"Action":"dynamodb:*","Effect":"Allow","Principal":"*","Resource":"*","Sid":"Orders"}],"Version":"2012-10-17"}',
                tags: NAME("endpoint-dynamodb"),
            },
            "SecurityGroup:network-endpoints": group("endpoints"),
            "SecurityGroupIngressRule:network-endpoints-https": rule(
                "endpoints-https",
                "endpoints",
                443,
                "HTTPS from the VPC",
            ),
            "VpcEndpoint:network-endpoint-kms": {
                ...common,
                serviceName: "com.amazonaws.us-east-1.kms",
                subnetIds: ["subnet-network-node-b"],
                securityGroupIds,
                policy: endpointPolicyOf("kms", DEV_VPC),
                tags: NAME("endpoint-kms"),
            },
            "VpcEndpoint:network-endpoint-guardduty-data": {
                ...common,
                serviceName: "com.amazonaws.us-east-1.guardduty-data",
                subnetIds,
                securityGroupIds,
                tags: NAME("endpoint-guardduty-data"),
            },
            "SecurityGroup:network-endpoint-warehouse": group("endpoint-warehouse"),
            "SecurityGroupIngressRule:network-endpoint-warehouse-https": rule(
                "endpoint-warehouse-https",
                "endpoint-warehouse",
                443,
                "HTTPS from the VPC",
            ),
            "SecurityGroupIngressRule:network-endpoint-warehouse-port-5439": rule(
                "endpoint-warehouse-port-5439",
                "endpoint-warehouse",
                5439,
                "From the VPC",
            ),
            "VpcEndpoint:network-endpoint-warehouse": {
                ...common,
                privateDnsEnabled: false,
                serviceName: THEIRS,
                subnetIds,
                securityGroupIds: ["sg-network-endpoint-warehouse"],
                tags: NAME("endpoint-warehouse"),
            },
        });
    });

    it("keep the names of those they take the place of: words of its own change an endpoint in place", async () => {
        const [listed, own] = [
            await recordVpc({ endpoints: ["kms"] }),
            await recordVpc({ furtherEndpoints: { kms: {} } }),
        ];
        const label = "VpcEndpoint:network-endpoint-kms";
        assert.deepEqual(find(own, label).inputs, find(listed, label).inputs);
        const s3 = {
            "s3-interface": { serviceName: "com.amazonaws.us-east-1.s3", kind: "interface" },
        } as const;
        const both = inputsByLabel(await recordVpc({ endpoints: ["s3"], furtherEndpoints: s3 }));
        assert.equal(both["VpcEndpoint:network-endpoint-s3"]?.["vpcEndpointType"], "Gateway");
        assert.equal(both["VpcEndpoint:network-endpoint-s3-interface"]?.["privateDnsEnabled"], false);
    });

    it("are told to a reader of the plan, and what they let through", () => {
        assert.deepEqual(decisionsOfVpc({ ...DEV_VPC, furtherEndpoints: FURTHER })["furtherEndpoints"], [
            "dynamodb: com.amazonaws.us-east-1.dynamodb; a route; own policy",
            "kms: com.amazonaws.us-east-1.kms; in b alone",
            "guardduty-data: com.amazonaws.us-east-1.guardduty-data",
            `warehouse: ${THEIRS}; port 443, 5439; without private DNS`,
        ]);
        assert.equal(decisionsOfVpc(DEV_VPC)["furtherEndpoints"], undefined);
        assert.match(noticesOfFurther(FURTHER).join(), /^Endpoints guardduty-data let credentials/);
        assert.deepEqual(noticesOfFurther({ kms: {}, warehouse: { serviceName: THEIRS } }), []);
    });

    it("count where there is no way out, as long as nodes find them by name", () => {
        const endpoints = REQUIRED_WITHOUT_NAT.filter((service) => service !== "sqs");
        const check = (furtherEndpoints: FurtherEndpoints) =>
            checkVpc({ ...BARE_VPC, endpoints, furtherEndpoints }).map((problem) => describeProblem(problem));
        assert.deepEqual(check({ sqs: { slots: ["a"] } }), []);
        assert.match(
            check({ sqs: { privateDns: false } }).join(),
            /some they need are missing .*Add sqs, or/,
        );
        const network = {
            ...DEV_VPC,
            endpoints: [],
            furtherEndpoints: { sqs: {}, kms: { privateDns: false } },
        };
        assert.deepEqual(endpointsIn(network), ["sqs"]);
    });

    it("are refused with every fault at once", () => {
        assert.deepEqual(
            messages(
                {
                    "No good": {},
                    kms: {},
                    sts: {},
                    "ecr.api": {},
                    "ecr-api": {},
                    lake: { serviceName: "arn:aws:vpce" },
                    s3: { slots: ["a"], privateDns: true },
                    sqs: { kind: "gateway" },
                    logs: { slots: ["a", "c", "a"], ports: [0, 443, 443] },
                    xray: { slots: [], ports: [], policy: [] },
                    "eks-auth": { policy: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] },
                },
                { endpoints: ["kms"], ownersEndpoints: ["sts"] },
            ),
            [
                "furtherEndpoints.No good: not a name: it ends the names of the endpoint's resources. Write small letters, digits, dots and hyphens, 42 at most.",
                "furtherEndpoints.kms: the service is in endpoints already. Take it out of endpoints, or remove it here.",
                "furtherEndpoints.sts: the service is in ownersEndpoints already. Take it out of ownersEndpoints, or remove it here.",
                "furtherEndpoints.ecr-api: its resources would have the names of ecr.api's. Choose another key.",
                'furtherEndpoints.lake.serviceName: not the name of a service (got "arn:aws:vpce"). Write it as EC2 shows it: com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0.',
                'furtherEndpoints.s3.privateDns: a gateway endpoint is a route: it has no interfaces and no name (got true). Remove it, or write kind: "interface".',
                'furtherEndpoints.s3.slots: a gateway endpoint is a route: it has no interfaces and no name (got ["a"]). Remove it, or write kind: "interface".',
                'furtherEndpoints.sqs.kind: only s3, dynamodb, s3express are reached by a route (got "sqs"). Write kind: "interface", or leave it out.',
                'furtherEndpoints.logs.slots[1]: platform:zones does not have this slot (got "c"). Choose of a, b.',
                'furtherEndpoints.logs.slots[2]: the slot is named already (got "a"). Name each slot once.',
                "furtherEndpoints.logs.ports[0]: not a port, or one that is named already (got 0). Write each of 1 to 65535 once.",
                "furtherEndpoints.logs.ports[2]: not a port, or one that is named already (got 443). Write each of 1 to 65535 once.",
                "furtherEndpoints.xray.slots: an endpoint without an interface (got []). Name a slot, or leave it out.",
                "furtherEndpoints.xray.ports: nobody could reach it (got []). Name a port, or leave it out.",
                "furtherEndpoints.xray.policy: nothing would pass (got []). Write what may, or leave it out.",
                "furtherEndpoints.eks-auth.policy: EKS takes no policy at this endpoint. Leave it out: Pod Identity itself says which pod gets which role.",
            ],
        );
    });
});
