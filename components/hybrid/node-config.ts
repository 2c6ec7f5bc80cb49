/** What an operator types on a machine outside AWS so that it joins. */

/** Whose node it becomes. */
export interface JoinFacts {
    readonly clusterName: string;
    readonly clusterArn: string;
    readonly region: string;
    readonly kubernetesVersion: string;
    readonly roleName: string;
    readonly roleArn: string;
    /** With IAM Roles Anywhere. */
    readonly anchor?: { readonly trustAnchorArn: string; readonly profileArn: string };
    /** With Systems Manager: nodes of one activation. */
    readonly registrations?: number;
}

/** Texts to copy. None holds a secret: the code of an activation is shown by the command that makes it, once. */
export interface JoinTexts {
    /** Makes an activation; with certificates there is none. */
    readonly activate?: string;
    /** On each machine, after `nodeadm` itself. */
    readonly install: string;
    /** `nodeConfig.yaml` of each machine. */
    readonly nodeConfig: string;
    /** On each machine, beside that file. */
    readonly join: string;
}

/** Source: EKS User Guide, hybrid-nodes-nodeadm and hybrid-nodes-creds; aws/eks-hybrid, api/v1alpha1, 2026-08-20. */
export function renderJoin(facts: JoinFacts): JoinTexts {
    const { anchor, kubernetesVersion } = facts;
    const provider = anchor === undefined ? "ssm" : "iam-ra";
    return {
        ...(anchor === undefined ? { activate: activation(facts) } : {}),
        install: `nodeadm install ${kubernetesVersion} --credential-provider ${provider}`,
        nodeConfig: nodeConfig(facts),
        join: "nodeadm init --config-source file://nodeConfig.yaml",
    };
}

/** The tag lets a node leave again: its role may deregister what has it. */
function activation({ clusterArn, clusterName, region, registrations = 1, roleName }: JoinFacts): string {
    return [
        "aws ssm create-activation",
        `--region ${region}`,
        `--default-instance-name ${clusterName}-hybrid`,
        `--iam-role ${roleName}`,
        `--registration-limit ${registrations}`,
        `--tags Key=EKSClusterARN,Value=${clusterArn}`,
    ].join(" ");
}

function nodeConfig({ anchor, clusterName, region, roleArn }: JoinFacts): string {
    const credentials =
        anchor === undefined
            ? [
                  "    ssm:",
                  "      activationCode: <ActivationCode that create-activation shows>",
                  "      activationId: <ActivationId that create-activation shows>",
              ]
            : [
                  "    iamRolesAnywhere:",
                  "      nodeName: <common name of this machine's certificate>",
                  `      trustAnchorArn: ${anchor.trustAnchorArn}`,
                  `      profileArn: ${anchor.profileArn}`,
                  `      roleArn: ${roleArn}`,
                  "      certificatePath: /etc/iam/pki/server.pem",
                  "      privateKeyPath: /etc/iam/pki/server.key",
              ];
    return [
        "apiVersion: node.eks.aws/v1alpha1",
        "kind: NodeConfig",
        "spec:",
        "  cluster:",
        `    name: ${clusterName}`,
        `    region: ${region}`,
        "  hybrid:",
        // The Pod Identity agent finds no metadata service there, and reads this file.
        "    enableCredentialsFile: true",
        ...credentials,
        "",
    ].join("\n");
}
