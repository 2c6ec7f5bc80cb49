/**
 * Texts by the words they stand at. The schemas say "text" and the checks of whoever reads it say which; each row draws
 * from a form. The first row that matches a path counts.
 */
const KEY_ID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const HEX17 = "[0-9a-f]{17}";
const NAME = "[a-z][a-z0-9]{1,9}";
const HOST = `${NAME}\\.example\\.(?:com|org)`;
const SITE = "us-east-1:210987654321";
const KMS = `arn:aws:kms:${SITE}:key/${KEY_ID}`;
const POLICY = "arn:aws:iam::aws:policy/Amazon(?:SQS|S3|SNS|DynamoDB)FullAccess";
const BYTES = "[1-9][0-9]{1,2}Mi|[1-9]Gi";
const CPU = "[1-9][0-9]{2}m|[1-4]";
const SHARE = "(?:[5-9]|1[0-5])%";
const EMAIL = `${NAME}@example\\.com`;
const RANGE = "10\\.(?:[5-9][0-9]|1[0-9]{2})\\.0\\.0/16";
const TIME = "[1-9]h|[1-5][0-9]m";
const BUCKET = "[a-z][a-z0-9]{5,12}-[a-z0-9]{3,8}";
const CRON = "[1-5]?[0-9] (?:1?[0-9]|2[0-3]) \\* \\* (?:\\*|1-5|mon)";
const CHART = "[1-9][0-9]?\\.[0-9]{1,2}\\.[0-9]{1,2}";
const TOPIC = `arn:aws:sns:${SITE}:${NAME}`;
const ALARM = `arn:aws:cloudwatch:${SITE}:alarm:${NAME}`;
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\\n[A-Z]{8}\\n-----END CERTIFICATE-----";
const AUTHORITY = `arn:aws:acm-pca:${SITE}:certificate-authority/${KEY_ID}`;

/** What a path ends with, and the form of the text. */
const FORMS: readonly (readonly [path: RegExp, form: string])[] = [
    [/^gitops\..*\.repositories\.<key>$/, NAME],
    [/^gitops\.argoCd\..*\.url$/, `https://${HOST}/${NAME}|ssh://git@${HOST}/${NAME}`],
    [/^gitops\..*\.url$/, `https://${HOST}/${NAME}`],
    [/^gitops\..*\.path$/, `clusters/${NAME}`],
    [/^gitops\..*\.branch$/, `${NAME}|release/[1-9]\\.[0-9]`],
    [/fileSystems\.\*\.kmsKeyArn|(kmsKeyArn|keyArn|kmsKeyID)$/, KMS],
    [/^keys\..*arn$/, KMS],
    [/copyTo$/, `arn:aws:backup:us-(?:east-2|west-2):210987654321:backup-vault:${NAME}`],
    [/backup\.resources\[\]$/, `arn:aws:(?:dynamodb:${SITE}:table/${NAME}|s3:::${BUCKET})`],
    [/secretArn$/, `arn:aws:secretsmanager:${SITE}:secret:ecr-pullthroughcache/${NAME}-[a-zA-Z]{6}`],
    [/privateCaArn$|issuers\.\*\.arn$/, AUTHORITY],
    [/(topicArn|alerts\.arn)$/, TOPIC],
    [/Alarms\[\]$/, ALARM],
    [
        /targetGroups(\.allowed)?\[\]$|targetGroupArns\[\]$/,
        `arn:aws:elasticloadbalancing:${SITE}:targetgroup/${NAME}/[0-9a-f]{16}`,
    ],
    [/reservation\.arns\[\]$/, `arn:aws:ec2:${SITE}:capacity-reservation/cr-${HEX17}`],
    [/olicyArns\[\]$/, POLICY],
    [/instanceArn$/, "arn:aws:sso:::instance/ssoins-[0-9a-f]{16}"],
    [/keda\.roles\[\]$|grafana\.assume\[\]$/, `arn:aws:iam::210987654321:role/${NAME}`],
    [/who\.repository$/, "acme/[a-z]{3,8}"],
    [/exemptWorkloads\[\]\.(name|namespace|owner)$/, NAME],
    [/exemptWorkloads\[\]\.reason$/, "It measures the network of [a-z]{3,8}\\."],
    [/exemptWorkloads\[\]\.expires$/, "29[0-9]{2}-0[1-9]-1[0-9]"],
    [/lattice\.callers\[\]$/, `sg-${HEX17}`],
    [/hybridNodes\.gateway\.id$/, `[tv]gw-${HEX17}`],
    [/principal$/, `role/(?:platform/)?${NAME}|user/${NAME}`],
    [/access\.\*\.groups\[\]$|access\.\*\.username$/, NAME],
    [
        /(access(\.\*|)|hub)\.policies\[\]\.policy$|access\[\]\.policy$/,
        "AmazonEKS(?:Edit|View|Admin|ClusterAdmin)Policy",
    ],
    [/signIn\.roles\..*(groups|users)\[\]$|argoCd\.roles\..*(groups|users)\[\]$/, KEY_ID],
    [
        /(securityGroup(Ids)?|access\.from)\[\]$|SecurityGroupSelectorTerms\[\]\.id$|securityGroupSelectorTerms\[\]\.id$/,
        `sg-${HEX17}`,
    ],
    [/ubnetSelectorTerms\[\]\.id$/, `subnet-${HEX17}`],
    [/amiSelectorTerms\[\]\.id$|amiId$/, `ami-${HEX17}`],
    [/amiSelectorTerms\[\]\.owner$/, "self|amazon|[1-9][0-9]{11}"],
    [/amiSelectorTerms\[\]\.ssmParameter$/, `/${NAME}/${NAME}`],
    [/eservation(SelectorTerms\[\])?\.(id)$/, `cr-${HEX17}`],
    [/(ownerID|SelectorTerms\[\]\.owner|otherAccounts\[\]|readers\[\])$/, "[1-9][0-9]{11}"],
    [/placementGroupSelector\.id$/, `pg-${HEX17}`],
    [/snapshotID$/, `snap-${HEX17}`],
    [/deviceName$/, "/dev/xvd[a-b]"],
    [/gateway\.id$/, `tgw-${HEX17}`],
    [/vpcEndpointIds\[\]$/, `vpce-${HEX17}`],
    [/detector\.id$/, "[0-9a-f]{32}"],
    [/endpointPolicy\.id$|organi[sz]ation.*id$/, "o-[a-z0-9]{10}"],
    [/launchTemplate\.id$/, `lt-${HEX17}`],
    [/serviceName$/, `com\\.amazonaws\\.vpce\\.us-east-1\\.vpce-svc-${HEX17}`],
    [/keyName$/, NAME],
    [/instanceTypes\[\]$/, "(?:m7g|m6g|c7g|r7g)\\.(?:large|xlarge|2xlarge)"],
    [/asOf$/, "2026-(?:08-(?:0[1-9]|1[0-9]|2[0-8])|09-0[1-9])"],
    [/blockedDates\[\]$/, "20(?:27|28)-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"],
    [/practice\.windows\[\]$/, "(?:Mon|Tue):(?:08|09):00-(?:Thu|Fri):1[4-9]:30"],
    [/amiAlias$/, "al2023@v202609[12][0-9]"],
    [/addons\.versions\.kube-proxy$/, "v1\\.36\\.0-eksbuild\\.[1-9]"],
    [
        /pins\.minors\.\*\.addons\.(<key>|\*)$|addons\.versions\./,
        "v1\\.1[0-9]\\.[0-9]{1,2}-eksbuild\\.[1-9][0-9]?",
    ],
    [/addons\.others\.\*\.version$/, "v[0-9]\\.[0-9]{1,2}\\.[0-9]-eksbuild\\.[1-9]"],
    [/nodeRelease$/, "1\\.3[56]\\.[1-9]-202609[12][0-9]"],
    [/clusterAutoscaler$/, "v1\\.3[56]\\.[0-9]"],
    [/pins\.karpenter$/, "1\\.1[2-4]\\.[0-9]"],
    [/release$/, "1\\.6[0-9]\\.[0-9]"],
    [/podSecurity\.version$/, "latest|v1\\.3[0-6]"],
    [/grafana\.version$/, "1[0-2]\\.[0-9]"],
    [/oldestVersion$/, "1\\.3[3-6]"],
    [/version$|pins\.charts\.\*$/, CHART],
    [/grafana\.signIn\.metadataUrl$/, `https://${HOST}/metadata`],
    [/(metadataUrl|issuerUrl)$/, `https://${HOST}/${NAME}`],
    [/prometheusUrl$/, `http://${NAME}\\.${NAME}\\.svc:9090`],
    [/httpsProxy$/, `http://${HOST}:3128`],
    [/noProxy\[\]$/, HOST],
    [/evicePlugins.*repository$/, `https://${HOST}/${NAME}`],
    [/charts\.\*\.repository$/, `oci://${HOST}/${NAME}|https://${HOST}/${NAME}`],
    [/upstream$/, "quay\\.io|registry\\.k8s\\.io|ghcr\\.io|public\\.ecr\\.aws"],
    [/(dns\.firewall\.rules\.\*\.domains\[\])$/, `(?:\\*\\.)?${HOST}`],
    [/alternatives\[\]$/, `(?:\\*\\.)?${HOST}`],
    [/(privateZones\[\]|domain)$/, HOST],
    [/editorValues|adminValues|groupsClaim|usernameClaim|clientId|roleAssertion/, NAME],
    [/identityProviders\.\*\.groups\.(<key>)$/, NAME],
    [/identityProviders\.\*\.groups\.\*$/, "view|edit|admin|cluster-admin"],
    [/(usernamePrefix|groupsPrefix)$/, `${NAME}:`],
    [/emails?(\[\])?$/, EMAIL],
    [/flowLogs\.fields\[\]$/, "srcaddr|dstaddr|srcport|dstport|protocol|bytes|action"],
    [/network\.pods\.subnets/, `sg-${HEX17}`],
    // What is let off must be inside.
    [/(from|to)Networks\[\]\.cidr$/, `10\\.0\\.0\\.0/8|${RANGE}`],
    [/(inboundCidrs|nodeNetworks|podNetworks)\[\]$|Networks\[\]\.cidr$|clients$/, RANGE],
    [/except\[\]$/, "10\\.(?:[5-9][0-9]|1[0-9]{2})\\.[0-9]{2}\\.0/24"],
    [/clusterDNS\[\]$/, "172\\.20\\.0\\.10"],
    [
        /backup\.rules\.\*\.schedule$/,
        "cron\\([0-5]?[0-9] (?:1?[0-9]|2[0-3]) \\? \\* \\* \\*\\)|cron\\(0 [1-9] \\* \\* \\? \\*\\)",
    ],
    [/timezone$/, "Europe/(?:Berlin|Paris)|America/New_York|UTC"],
    [/disruption\.budgets\[\]\.nodes$/, "[1-9]0%|[1-9]"],
    [/(schedule|cron)$/, CRON],
    [/evictionSoftGracePeriod\./, "[1-9]m"],
    [/memory\.available$/, "[1-9]00Mi"],
    [/eviction(Hard|Soft)\.\*$/, SHARE],
    [
        /eviction(Hard|Soft)\.<key>$/,
        "memory\\.available|nodefs\\.available|nodefs\\.inodesFree|imagefs\\.available",
    ],
    [/(kube|system)Reserved\.<key>$/, "cpu|memory|ephemeral-storage"],
    [/(kube|system)Reserved\.\*$/, "[1-9]00m|[1-9]00Mi"],
    [/eviction/, SHARE],
    [/imits\.<catch>$|quota\.\*$/, "[1-9][0-9]?"],
    [/quota\.<key>$/, "(?:requests|limits)\\.(?:cpu|memory)|pods|services|persistentvolumeclaims"],
    [/Reserved\.pid$/, "[1-9]00"],
    [/cpu$/, CPU],
    [/(memory|ephemeral-storage)$/, BYTES],
    [/volumeSize$|ephemeralStorage\.size$/, "[5-9][0-9]Gi|[12][0-9]{2}Gi"],
    [/containerLogMaxSize$/, "[1-9]0Mi"],
    [/prometheus-stack\.storage$/, "[1-9]0Gi"],
    [/prometheus-stack\.retention$/, "[1-9][0-9]?d"],
    [/external-dns\.interval$/, "[1-9]m|[1-5][0-9]s"],
    [/expireAfter$/, "(?:168|336|504|720)h"],
    [/terminationGracePeriod$/, "[1-9]h|1[0-9]h|24h"],
    [/consolidateAfter$/, "[1-9]m|[1-5]h"],
    [/duration$/, "[1-9]h|[1-9]h30m"],
    [/batch(Idle|Max)Duration$/, "[1-9]s|1[0-9]s"],
    [/(RefreshInterval)$/, TIME],
    [
        /requirements\[\]\.key$/,
        "kubernetes\\.io/arch|karpenter\\.sh/capacity-type|karpenter\\.k8s\\.aws/instance-(?:category|generation|cpu)|eks\\.amazonaws\\.com/instance-(?:category|generation|cpu)",
    ],
    [/requirements\[\]\.values\[\]$/, "arm64|amd64|on-demand|spot|[cmr]|[4-8]"],
    [
        /sysctl\.<key>$|Sysctls\[\]$/,
        "net\\.core\\.somaxconn|vm\\.max_map_count|net\\.ipv4\\.tcp_keepalive_time",
    ],
    [/sysctl\.\*$/, "[1-9][0-9]{2,4}"],
    [/kernel\.modules\.<key>$/, "[a-z]{3,8}"],
    [/motd$|reason$|message$/, "[A-Z][a-z]{3,9} [a-z]{4,9} [a-z]{4,9} [a-z]{4,9} [a-z]{4,9}"],
    [/bottlerocket.*userData$/i, "\\[settings\\.motd\\]"],
    [/nodeClass\.userData$|userData$/, "#!/bin/bash\\necho [a-z]{3,9}\\n"],
    [/nodeClass\.role$/, NAME],
    [
        /certificateBundles\[\]\.data$/,
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkFBQUEKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=",
    ],
    [/hybridNodes\.credentials\.certificates$/, CERTIFICATE],
    [/sslPolicy$/, "ELBSecurityPolicy-TLS13-1-2-2021-06|ELBSecurityPolicy-TLS13-1-2-Res-2021-06"],
    [
        /ingressClasses\.\*\.attributes\.<key>$/,
        "idle_timeout\\.timeout_seconds|routing\\.http2\\.enabled|deletion_protection\\.enabled",
    ],
    [/ingressClasses\.\*\.attributes\.\*$/, "[1-9]0|true|false"],
    [/(basePath|\.path)$/, `/${NAME}`],
    [/subPathPattern$/, "\\$\\{\\.PVC\\.namespace\\}/\\$\\{\\.PVC\\.name\\}"],
    [/(ermissions)$/, "0?7[05][05]"],
    [/mountOptions\[\]$/, "iam|tls|noresvport|nfsvers=4\\.1"],
    [/buckets\[\](\.name)?$|[bB]ucket$|readBuckets\[\]$/, BUCKET],
    [/(velero|buckets\[\])\.prefix$/, `${NAME}/`],
    [/trident-operator\.secrets\[\]$/, `arn:aws:secretsmanager:${SITE}:secret:${NAME}-[a-zA-Z]{6}`],
    [/volcano\.queues\.\*\.limits\.<key>$/, "cpu|memory|nvidia\\.com/gpu"],
    [/volcano\.queues\.\*\.limits\.\*$/, "[1-9][0-9]"],
    [/catalogue\.(s3|sqs|dynamodb)-chart\.names\[\]$/, "[a-z]{3,8}-\\*"],
    [/kyverno\.testedOn\[\]$/, "1\\.3[56]"],
    [/grants\[\]\.key$/, KMS],
    [/grants\[\]\.parameter$/, `/${NAME}/${NAME}`],
    [/nodeSelector\.<key>$/, "kubernetes\\.io/os"],
    [/nodeSelector\.\*$/, "linux"],
    [/parameters\[\]$/, `/${NAME}/(?:${NAME}|\\*)`],
    [/secrets\[\]$/, `/?${NAME}/\\*|${NAME}`],
    // Resources of tests/support/whole.ts, and what they hand on.
    [/(gitops\.values\.\*|keys\[\])\.own$/, "note"],
    [/(gitops\.values\.\*|keys\[\])\.output$/, "vpcId"],
    [/^gitops\.spokes\[\]$/, "tests/fixtures/gitops-spokes/staging\\.json"],
    [/^gitops\.hub\.roleArn$/, `arn:aws:iam::210987654321:role/gitops-hub-${NAME}`],
    [/^gitops\.paths\[\]$/, "docs|components|stacks"],
    [/repositories\.<key>$|repositories\[\]$|mutableTags\[\]$/, `${NAME}(?:/${NAME})?`],
    [/registries\.allowed\[\]$/, `${HOST}/${NAME}|210987654321\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com`],
    [/apiGroups\[\]$/, "|apps|batch"],
    [/apiVersions\[\]$/, "v1"],
    [/resources\[\]\.resources\[\]$/, "deployments|configmaps|jobs|services"],
    [
        /mutations\[\]\.expression$/,
        'Object\\{metadata: Object\\.metadata\\{labels: \\{"[a-z]{2,6}": "[a-z]{2,6}"\\}\\}\\}',
    ],
    [/(expression|matchConditions\.\*|variables\.\*|condition)$/, "object\\.metadata\\.name != '[a-z]{2,8}'"],
    [
        /(matchConditions|variables|params|labels|nodeSelector|annotations|extraTags|tags|subnetTags)\.<key>$/,
        NAME,
    ],
    [/Sid$/, "[A-Z][a-z]{3,9}"],
    [/Action(\[\])?$/, "sqs:(?:SendMessage|ReceiveMessage)|s3:GetObject"],
    [/Resource(\[\])?$/, `arn:aws:(?:s3:::${BUCKET}/\\*|sqs:${SITE}:${NAME})|\\*`],
    [/Condition\.<key>$/, "StringEquals|StringLike"],
    [/Condition\.\*\.<key>$/, "aws:SourceAccount|aws:PrincipalOrgID"],
    [/pins\.minors\.<key>$/, "1\\.3[56]"],
    [/identity\.annotate$/, "serviceAccount\\.annotations"],
    [/prometheus\.rules\.<key>$/, NAME],
    [
        /prometheus\.collector\.configuration$/,
        "global:\\n  scrape_interval: [1-9]0s\\nscrape_configs: \\[\\]\\n",
    ],
    [/tolerates\[\]$/, `(?:example\\.com/)?${NAME}`],
    [/(startupT|t)aints\[\]\.key$/, `example\\.com/${NAME}`],
    [/^costs\.tag$/, "owner|cost-centre"],
    [/costs\.tag$/, "[a-z]{3,8}"],
    [/objects\.\*\.files\[\]$/, "tests/fixtures/objects/(?:web|dashboards)\\.yaml"],
    [/region$/, "us-east-1|us-west-2|eu-west-1"],
    [/amiSelectorTerms|SelectorTerms/, NAME],
];

const COMPILED = FORMS.map(([path, form]) => [path, new RegExp(`^(?:${form})$`)] as const);
const PLAIN = new RegExp(`^${NAME}$`);

/** The form of the text at a path of the schema, such as `access.*.groups[]`; `.<key>` for the keys of a map. */
export function formAt(path: string): RegExp {
    return COMPILED.find(([pattern]) => pattern.test(path))?.[1] ?? PLAIN;
}
