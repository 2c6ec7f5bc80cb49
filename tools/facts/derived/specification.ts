/** Makes the index of CloudFormation's specification: finds a type's counterpart, and its properties', by name. */
import type { SpecifiedType, Verdict } from "./cloudformation";
import { sdkOf, type Typings } from "./typings";

/** What is used of a resource of @aws-cdk/aws-service-spec. */
export interface CloudFormationType {
    readonly cloudFormationType: string;
    readonly arnTemplate?: string;
    readonly properties: { readonly [name: string]: { readonly causesReplacement?: string } };
}

/** Modules of @pulumi/aws whose service CloudFormation calls otherwise, or keeps elsewhere as well. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
    acm: ["CertificateManager"],
    alb: ["ElasticLoadBalancingV2"],
    amp: ["APS"],
    appautoscaling: ["ApplicationAutoScaling"],
    cfg: ["Config"],
    cloudwatch: ["CloudWatch", "Logs", "Events"],
    costexplorer: ["CE"],
    ebs: ["EC2"],
    ec2clientvpn: ["EC2"],
    ec2transitgateway: ["EC2"],
    ecrpublic: ["ECR"],
    elb: ["ElasticLoadBalancing"],
    inspector2: ["InspectorV2"],
    keyspaces: ["Cassandra"],
    kinesis: ["Kinesis", "KinesisFirehose"],
    lb: ["ElasticLoadBalancingV2"],
    macie2: ["Macie"],
    mq: ["AmazonMQ"],
    mskconnect: ["KafkaConnect"],
    opensearch: ["OpenSearchService", "OpenSearchServerless"],
    opensearchingest: ["OSIS"],
    resourceexplorer: ["ResourceExplorer2"],
    s3control: ["S3"],
    schemas: ["EventSchemas"],
    sesv2: ["SES"],
    sfn: ["StepFunctions"],
    ssoadmin: ["SSO"],
    timestreaminfluxdb: ["Timestream"],
    timestreamwrite: ["Timestream"],
    verifiedaccess: ["EC2"],
    vpc: ["EC2"],
};

/** Types whose names share nothing that a rule could find. */
const NAMES: Readonly<Record<string, string>> = {
    "aws:alb/loadBalancer:LoadBalancer": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "AWS::EC2::SecurityGroup",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "AWS::EC2::SubnetRouteTableAssociation",
    "aws:elasticache/cluster:Cluster": "AWS::ElastiCache::CacheCluster",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "AWS::IAM::OIDCProvider",
    "aws:iam/policy:Policy": "AWS::IAM::ManagedPolicy",
    "aws:route53/record:Record": "AWS::Route53::RecordSet",
    "aws:route53/zone:Zone": "AWS::Route53::HostedZone",
    "aws:ssoadmin/accountAssignment:AccountAssignment": "AWS::SSO::Assignment",
};

/** Counterparts by name, for every type that has one. `resources` in any order. */
export function specifiedTypes(
    typings: readonly Typings[],
    resources: readonly CloudFormationType[],
): Readonly<Record<string, SpecifiedType>> {
    const byName = new Map(resources.map((resource) => [plain(resource.cloudFormationType), resource]));
    const found = typings.flatMap((type) => {
        const names = candidatesOf(type.type).map(plain);
        const resource = names.map((name) => byName.get(name)).find((one) => one !== undefined);
        const entry = resource === undefined ? undefined : specifiedType(type, resource);
        return entry === undefined ? [] : [[type.type, entry] as const];
    });
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `AWS::RDS::Instance`, `AWS::RDS::DBInstance`, …: the first that exists is taken. */
function candidatesOf(type: string): readonly string[] {
    const given = NAMES[type];
    if (given !== undefined) return [given];
    const [, module = "", name = ""] = type.split(":");
    const [folder = ""] = module.split("/");
    const services = SERVICES[folder] ?? [folder];
    // CloudFormation's names repeat the product; @pulumi/aws's of CloudWatch tell three services apart.
    const names = [name, `DB${name}`, `Cache${name}`, name.replace(/^(Event|Log)(?=[A-Z])/, "")];
    return services.flatMap((service) => names.map((one) => `AWS::${service}::${one}`));
}

/** Undefined when no property but tags has a counterpart: then the two only share a name. */
function specifiedType(typings: Typings, resource: CloudFormationType): SpecifiedType | undefined {
    const verdicts = new Map<Verdict, string[]>();
    for (const { name, input } of typings.properties) {
        const property = input === "none" ? undefined : counterpart(name, resource);
        if (property === undefined) continue;
        const verdict = verdictOf(resource.properties[property]?.causesReplacement);
        verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), name]);
    }
    if ([...verdicts.values()].flat().every((name) => name === "tags")) return undefined;
    const listed = [...verdicts].map(([verdict, names]) => [verdict, names.sort().join(" ")] as const);
    return {
        name: resource.cloudFormationType,
        ...(resource.arnTemplate === undefined ? {} : { arn: resource.arnTemplate }),
        ...Object.fromEntries(listed),
    };
}

/** The property of the same name, else the one that repeats the type's: `DBInstanceClass`, `QueueName`. */
function counterpart(
    name: string,
    { cloudFormationType, properties }: CloudFormationType,
): string | undefined {
    const type = plain(cloudFormationType.split("::")[2] ?? "");
    const wanted = [plain(name), type + plain(name), `db${plain(name)}`];
    const names = Object.keys(properties);
    return wanted.map((one) => names.find((other) => plain(other) === one)).find((one) => one !== undefined);
}

function verdictOf(causesReplacement: string | undefined): Verdict {
    return causesReplacement === "yes" || causesReplacement === "maybe" ? causesReplacement : "no";
}

function plain(name: string): string {
    return name.toLowerCase();
}

export interface Material {
    /** Package and version. */
    readonly source: string;
    readonly published: string;
    readonly typings: readonly Typings[];
    readonly resources: readonly CloudFormationType[];
}

/** The file: one line a type, so that an update shows as the types it changes. */
export function specificationText({ source, published, typings, resources }: Material): string {
    const types = Object.entries(specifiedTypes(typings, resources)).map(
        ([type, specified]) => `${JSON.stringify(type)}: ${JSON.stringify(specified)}`,
    );
    const head = JSON.stringify({ source, date: published, sdk: `@pulumi/aws ${sdkOf("aws").version}` });
    return `${head.slice(0, -1)},"types":{\n${types.join(",\n")}\n}}\n`;
}
