/** What AWS would answer when a component's resource is made: readable ids, whole ARNs, the account of the documentation. */
import type { Json } from "../../components/shared/json";

export const TEST_ACCOUNT = "123456789012";
export const TEST_REGION = "us-east-1";

export interface MadeResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, Json>>;
}

interface Answer {
    readonly id: string;
    readonly outputs: Readonly<Record<string, Json>>;
}

/** Type → the prefix of its ids. The id of subnet `network-node-a` reads `subnet-network-node-a`. */
const EC2_IDS: Readonly<Record<string, string>> = {
    "aws:ec2/vpc:Vpc": "vpc",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/routeTable:RouteTable": "rtb",
    "aws:ec2/route:Route": "r",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
    "aws:ec2/eip:Eip": "eipalloc",
    "aws:ec2/natGateway:NatGateway": "nat",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
    "aws:ec2/securityGroup:SecurityGroup": "sg",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "sg",
    "aws:ec2/flowLog:FlowLog": "fl",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
};

type Maker = (made: MadeResource) => Answer;

const MAKERS: Readonly<Record<string, Maker>> = {
    "aws:autoscaling/group:Group": (made) => ({
        id: physicalName(made),
        outputs: { name: physicalName(made) },
    }),
    "aws:ec2/placementGroup:PlacementGroup": (made) => ({
        id: physicalName(made),
        outputs: { name: physicalName(made) },
    }),
    "aws:resourcegroups/group:Group": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("resource-groups", `group/${name}`) } };
    },
    "aws:cloudwatch/logGroup:LogGroup": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("logs", `log-group:${name}`) } };
    },
    "aws:iam/role:Role": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("iam", `role/${name}`, "") } };
    },
    "aws:iam/rolePolicy:RolePolicy": (made) => ({
        id: `${text(made.inputs["role"])}:${physicalName(made)}`,
        outputs: { name: physicalName(made) },
    }),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (made) => ({
        id: `${text(made.inputs["role"])}/${text(made.inputs["policyArn"])}`,
        outputs: {},
    }),
    "aws:iam/policy:Policy": (made) => {
        const own = arn("iam", `policy/${physicalName(made)}`, "");
        return { id: own, outputs: { name: physicalName(made), arn: own } };
    },
    "aws:iam/instanceProfile:InstanceProfile": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("iam", `instance-profile/${name}`, "") } };
    },
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": ({ inputs, name }) => {
        const own = arn("iam", `role/aws-service-role/${text(inputs["awsServiceName"])}/${name}`, "");
        return { id: own, outputs: { arn: own } };
    },
    "aws:sqs/queue:Queue": (made) => {
        const name = physicalName(made);
        const url = `https://sqs.${TEST_REGION}.amazonaws.com/${TEST_ACCOUNT}/${name}`;
        return { id: url, outputs: { name, url, arn: arn("sqs", name) } };
    },
    "aws:cloudwatch/eventRule:EventRule": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("events", `rule/${name}`) } };
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (made) => {
        const own = arn("iam", `oidc-provider/${text(made.inputs["url"]).replace(/^https:\/\//, "")}`, "");
        return { id: own, outputs: { arn: own } };
    },
    "aws:kms/key:Key": (made) => {
        const keyId = `00000000-0000-4000-8000-${Buffer.from(made.name).toString("hex").padEnd(12, "0").slice(-12)}`;
        return { id: keyId, outputs: { keyId, arn: arn("kms", `key/${keyId}`) } };
    },
    "aws:kms/alias:Alias": (made) => {
        const name = physicalName(made);
        return { id: name, outputs: { name, arn: arn("kms", name) } };
    },
    "aws:eks/cluster:Cluster": (made) => makeCluster(physicalName(made), made.inputs["vpcConfig"]),
    "aws:ec2/launchTemplate:LaunchTemplate": (made) => ({
        id: `lt-${made.name}`,
        outputs: { latestVersion: 1, name: physicalName(made) },
    }),
    "aws:eks/fargateProfile:FargateProfile": ({ inputs, name }) => ({
        id: `${text(inputs["clusterName"])}:${name}-0a1b2c3`,
        outputs: { fargateProfileName: `${name}-0a1b2c3` },
    }),
    "aws:eks/nodeGroup:NodeGroup": ({ inputs, name }) => ({
        id: `${text(inputs["clusterName"])}:${name}-0a1b2c3`,
        outputs: { nodeGroupName: `${name}-0a1b2c3` },
    }),
    "aws:eks/accessEntry:AccessEntry": ({ inputs }) => ({
        id: `${text(inputs["clusterName"])}:${text(inputs["principalArn"])}`,
        outputs: {},
    }),
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ({ inputs }) => ({
        id: `${text(inputs["clusterName"])}#${text(inputs["principalArn"])}#${text(inputs["policyArn"])}`,
        outputs: {},
    }),
};

/** Id and outputs of a resource; what is not known by its type answers with an id and its inputs. */
export function answerFor(made: MadeResource): Answer {
    const prefix = EC2_IDS[made.type];
    if (prefix === undefined) return MAKERS[made.type]?.(made) ?? { id: `${made.name}-id`, outputs: {} };
    const id = `${prefix}-${made.name}`;
    return { id, outputs: { arn: arn("ec2", `${prefix}/${id}`), ownerId: TEST_ACCOUNT } };
}

function makeCluster(name: string, vpcConfig: Json | undefined): Answer {
    const issuer = `https://oidc.eks.${TEST_REGION}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`;
    const given = isObject(vpcConfig) ? vpcConfig : {};
    return {
        id: name,
        outputs: {
            name,
            arn: arn("eks", `cluster/${name}`),
            endpoint: `https://0123456789ABCDEF0123456789ABCDEF.gr7.${TEST_REGION}.eks.amazonaws.com`,
            certificateAuthority: { data: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" },
            identities: [{ oidcs: [{ issuer }] }],
            vpcConfig: { ...given, clusterSecurityGroupId: `sg-${name}`, vpcId: "vpc-of-cluster" },
        },
    };
}

/** The given name, or the one Pulumi would make: the logical name and seven hex digits. */
function physicalName({ name, inputs }: MadeResource): string {
    const given = inputs["name"];
    return typeof given === "string" ? given : `${name}-0a1b2c3`;
}

function text(value: Json | undefined): string {
    return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function arn(service: string, resource: string, region = TEST_REGION): string {
    return `arn:aws:${service}:${region}:${TEST_ACCOUNT}:${resource}`;
}
