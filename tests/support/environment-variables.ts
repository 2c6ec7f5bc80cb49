/** Variables of the shell, set for one run. */

/** A shell that would change what is planned if anything read it. */
export const OTHER_SHELL = {
    AWS_CONFIG_FILE: "/home/somebody/aws-config",
    AWS_DEFAULT_OUTPUT: "text",
    AWS_DEFAULT_REGION: "ap-south-2",
    AWS_PROFILE: "somebody",
    AWS_REGION: "ap-south-1",
    HOME: "/home/somebody",
    KUBECONFIG: "/home/somebody/.kube/other",
    KUBE_CONTEXT: "other",
    LANG: "tr_TR.UTF-8",
    LC_ALL: "tr_TR.UTF-8",
    PULUMI_K8S_CLIENT_BURST: "7",
    PULUMI_K8S_CLIENT_QPS: "7",
    PULUMI_K8S_CLIENT_TIMEOUT: "7",
    PULUMI_K8S_CLUSTER_IDENTIFIER: "other",
    PULUMI_K8S_DELETE_UNREACHABLE: "true",
    PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE: "true",
    PULUMI_K8S_ENABLE_PATCH_FORCE: "true",
    PULUMI_K8S_ENABLE_SECRET_MUTABLE: "true",
    PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY: "false",
    PULUMI_K8S_HELM_DRIVER: "configmap",
    PULUMI_K8S_SKIP_UPDATE_UNREACHABLE: "true",
    PULUMI_K8S_SUPPRESS_DEPRECATION_WARNINGS: "true",
    PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS: "true",
    PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true",
    TZ: "Asia/Kathmandu",
} as const;

/** Runs `run` with these variables set and puts back what was there. */
export async function withVariables<T>(
    variables: Readonly<Record<string, string>>,
    run: () => Promise<T>,
): Promise<T> {
    const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, variables);
    try {
        return await run();
    } finally {
        for (const [name, value] of before) {
            if (value === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = value;
        }
    }
}
