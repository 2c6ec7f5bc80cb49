/** Nodes that run Windows: their images, what a node is told to join, and everything that is Linux's alone. Pure. */
import { acceleratorsOf } from "../shared/accelerators";
import { blockOf, parseCidr } from "../shared/cidr";
import type { Architecture } from "../shared/instance-types";
import { describeTaint, kubernetesTaint, type SpelledTaint } from "../shared/kubernetes-names";
import { type Taint, toleratesAll, WINDOWS_TAINT } from "../shared/pods";
import { WINDOWS_MIN_GIB } from "../shared/node-volume";
import type { Problem } from "../shared/problems";
import type { UserDataFamily } from "../shared/user-data";
import { type AmiFamily, WINDOWS_FAMILIES, type WindowsFamily } from "./node-words";
import type { NodeSpec } from "./node-arguments";

export function isWindows(family: AmiFamily): family is WindowsFamily {
    return WINDOWS_FAMILIES.some((one) => one === family);
}

/** Who reads the user data of a family. */
export function readerOf(family: AmiFamily): UserDataFamily {
    return isWindows(family) ? "Windows" : family;
}

/** Taints of nodes whose shape names none: pods are made for Linux unless they say otherwise. */
export function defaultTaintsOf(family: AmiFamily): readonly Taint[] {
    return isWindows(family) ? [WINDOWS_TAINT] : [];
}

/** Source: Amazon EC2 User Guide, connect-rdp: people come by Remote Desktop; Linux answers SSH. */
export function portOf(family: AmiFamily): 22 | 3389 {
    return isWindows(family) ? 3389 : 22;
}

/** `Core`, `2022`. */
function editionOf(family: WindowsFamily): { readonly edition: string; readonly year: string } {
    return { edition: family.slice("Windows".length, -"2022".length), year: family.slice(-"2022".length) };
}

/** Source: EKS API Reference, CreateNodegroup, amiType, as in @aws-sdk/client-eks 3.1175.0. */
export function windowsAmiType(family: WindowsFamily): string {
    const { edition, year } = editionOf(family);
    return `WINDOWS_${edition.toUpperCase()}_${year}_x86_64`;
}

/**
 * What EC2 takes for an image's id: of Windows there is a parameter of the newest image and none of a release.
 * Source: EKS User Guide, retrieve-windows-ami-id.
 */
export function windowsParameter(family: WindowsFamily, minor: string): string {
    const { edition, year } = editionOf(family);
    return `resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-${year}-English-${edition}-EKS_Optimized-${minor}/image_id`;
}

type WindowsSpec = Pick<
    NodeSpec,
    "amiFamily" | "amiId" | "architecture" | "diskSizeGiB" | "efa" | "instanceStore" | "instanceTypes"
>;

/** Everything of a node that is Linux's alone; nothing of nodes that run Linux. */
export function checkWindowsNode(spec: WindowsSpec, architecture: Architecture | undefined): Problem[] {
    const { amiFamily, amiId, diskSizeGiB, efa, instanceStore, instanceTypes } = spec;
    if (!isWindows(amiFamily)) return [];
    const linux = "Remove it, or choose AL2023 or Bottlerocket";
    const kinds = acceleratorsOf(instanceTypes).filter((kind) => kind !== "none");
    return [
        ...(architecture === "arm64"
            ? [
                  {
                      path: "amiFamily",
                      what: "EKS has no Windows image for arm64",
                      got: amiFamily,
                      remedy: "Choose types of amd64",
                  },
              ]
            : []),
        ...(kinds.length > 0 && amiId === undefined
            ? [
                  {
                      path: "instanceTypes",
                      what: `EKS's images of Windows bring no driver for accelerators (${kinds.join(", ")})`,
                      got: instanceTypes,
                      remedy: "Choose types without, or a self-managed pool with amiId, an image that has the driver",
                  },
              ]
            : []),
        ...(efa === undefined
            ? []
            : [{ path: "efa", what: "EKS joins no Windows nodes by EFA", got: { ...efa }, remedy: linux }]),
        ...(instanceStore === undefined
            ? []
            : [
                  {
                      path: "instanceStore",
                      what: "nothing on Windows makes a volume of an instance's own disks",
                      got: instanceStore,
                      remedy: linux,
                  },
              ]),
        ...(diskSizeGiB !== undefined && diskSizeGiB < WINDOWS_MIN_GIB
            ? [
                  {
                      path: "diskSizeGiB",
                      what: "no volume is smaller than the image it is made from",
                      got: diskSizeGiB,
                      remedy: `Write ${WINDOWS_MIN_GIB} or more for Windows`,
                  },
              ]
            : []),
    ];
}

/** What only a group of EKS's own may not be. */
export function checkManagedWindows({
    amiFamily,
    amiId,
    launchTemplate,
    nodeRepair,
}: Pick<NodeSpec, "amiFamily" | "amiId"> & {
    readonly launchTemplate?: { readonly hasImage?: boolean };
    readonly nodeRepair: boolean | object;
}): Problem[] {
    if (!isWindows(amiFamily)) return [];
    // Source: terraform-aws-modules/terraform-aws-eks#2994, confirmed by AWS there.
    const what =
        "EKS lets the role of a group with an own image in as Linux, and Windows nodes do not join so";
    const remedy = "Choose selfManagedNodes, which join as Windows, or leave the image to EKS";
    return [
        ...(amiId === undefined ? [] : [{ path: "amiId", what, got: amiId, remedy }]),
        ...(launchTemplate?.hasImage === true
            ? [{ path: "launchTemplate.hasImage", what, got: true, remedy }]
            : []),
        // Source: EKS User Guide, node-health, "Node auto repair".
        ...(nodeRepair === false
            ? []
            : [
                  {
                      path: "nodeRepair",
                      what: "EKS repairs Linux nodes alone",
                      got: nodeRepair === true ? true : { ...nodeRepair },
                      remedy: "Write false",
                  },
              ]),
    ];
}

/**
 * What is legal but worth knowing.
 * @param nodes as a sentence begins: `Managed nodes web`
 */
export function noticesOfWindows(
    nodes: string,
    { amiFamily, proxy, taints = [] }: Pick<NodeSpec, "amiFamily" | "proxy" | "taints">,
): string[] {
    if (!isWindows(amiFamily)) return [];
    return [
        ...(toleratesAll([], taints.map(kubernetesTaint))
            ? [
                  `${nodes} run Windows and have no taint: a pod for Linux that names no kubernetes.io/os may be placed there, ` +
                      "where it never starts",
              ]
            : []),
        ...(proxy === undefined
            ? []
            : [`${nodes} are not told of organisation.proxy: Windows takes it from userData`]),
    ];
}

/** What a node must know of its cluster. */
interface Joining {
    readonly name: string;
    readonly endpoint: string;
    /** PEM, base64. */
    readonly certificateAuthorityData: string;
    readonly serviceCidr: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly taints?: readonly SpelledTaint[];
}

/** Where DNS answers: the tenth address of services. Source: EKS User Guide, eks-optimized-windows-ami, DNSClusterIP. */
function dnsAddressOf(serviceCidr: string): string {
    const network = parseCidr(serviceCidr);
    return network === undefined ? "" : (blockOf(network, 32, 10).canonical.split("/")[0] ?? "");
}

/**
 * The commands a person wrote, and behind them those that let the node join: told neither, the script guesses both addresses
 * from the node's own. Source: EKS User Guide, eks-optimized-windows-ami, "Bootstrap script configuration parameters".
 */
export function withBootstrap(userData: string | undefined, joining: Joining): string {
    const { certificateAuthorityData, endpoint, labels = {}, name, serviceCidr, taints = [] } = joining;
    const nodeLabels = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const nodeTaints = taints.map(describeTaint);
    const kubelet = [
        ...(nodeLabels.length === 0 ? [] : [`--node-labels=${nodeLabels.join(",")}`]),
        ...(nodeTaints.length === 0 ? [] : [`--register-with-taints=${nodeTaints.join(",")}`]),
    ].join(" ");
    const parameters: Readonly<Record<string, string>> = {
        EKSClusterName: name,
        APIServerEndpoint: endpoint,
        Base64ClusterCA: certificateAuthorityData,
        ServiceCIDR: serviceCidr,
        DNSClusterIP: dnsAddressOf(serviceCidr),
        ...(kubelet === "" ? {} : { KubeletExtraArgs: kubelet }),
    };
    const told = Object.entries(parameters).map(([key, value]) => `-${key} "${value}"`);
    const command = `& "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1" ${told.join(" ")} 3>&1 4>&1 5>&1 6>&1`;
    const own = userData ?? "<powershell>\n</powershell>\n";
    const end = own.toLowerCase().lastIndexOf("</powershell>");
    const before = own.slice(0, end).trimEnd();
    return `${before}\n${command}\n${own.slice(end)}`;
}
