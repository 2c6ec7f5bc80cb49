/** The kit's own settings, written before what a person wrote as user data, so that what that says stays. */
import { isTable, parseToml, parseYaml, writeToml } from "./text-formats";
import { archiveOf, isMime, NODE_CONFIG_TYPE, prependPart, readMime } from "./user-data-mime";

type Table = Readonly<Record<string, unknown>>;

/** A NodeConfig of nodeadm as the first part of an archive. Assumes checked user data. */
export function withNodeConfig(spec: object, userData: string | undefined): string {
    const config = JSON.stringify({ apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig", spec });
    const whole = userData === undefined ? undefined : asArchive(userData);
    if (whole === undefined) return archiveOf(NODE_CONFIG_TYPE, config);
    return prependPart(whole.text, whole.boundary, NODE_CONFIG_TYPE, config);
}

/** What Karpenter takes without an archive around it: a NodeConfig, or a script. Assumes checked user data. */
function asArchive(userData: string): { readonly text: string; readonly boundary: string } | undefined {
    const parsed = isMime(userData) ? undefined : parseYaml(userData);
    const isConfig = parsed !== undefined && "value" in parsed && isTable(parsed.value);
    const text =
        parsed === undefined
            ? userData
            : archiveOf(isConfig ? NODE_CONFIG_TYPE : "text/x-shellscript", userData);
    const archive = readMime(text);
    return "boundary" in archive ? { text, boundary: archive.boundary } : undefined;
}

/** Settings of Bottlerocket below one key, under those a person wrote there. */
export function withSettings(key: string, told: Table, userData: string | undefined): string {
    const parsed = userData === undefined ? { value: {} } : parseToml(userData);
    const root = "value" in parsed && isTable(parsed.value) ? parsed.value : {};
    const settings = isTable(root["settings"]) ? root["settings"] : {};
    const own = isTable(settings[key]) ? settings[key] : {};
    return writeToml({ ...root, settings: { ...settings, [key]: { ...told, ...own } } });
}
