/** Commands that install what is missing, by operating system. */
import type { Probe } from "../probe/probe";

type Machine = Pick<Probe, "platform" | "arch">;

/** Source: Pulumi docs, iac/download-install, read 2026-11: the script takes `--version`. */
export function installPulumi({ platform }: Machine, version: string): string {
    return platform === "win32"
        ? "winget install pulumi"
        : `curl -fsSL https://get.pulumi.com | sh -s -- --version ${version}`;
}

/** Source: AWS CLI User Guide, getting-started-install, read 2026-11. */
export function installAwsCli({ platform }: Machine): string {
    if (platform === "win32") return "msiexec.exe /i https://awscli.amazonaws.com/AWSCLIV2.msi";
    if (platform === "darwin") {
        return "curl -fsSO https://awscli.amazonaws.com/AWSCLIV2.pkg && sudo installer -pkg AWSCLIV2.pkg -target /";
    }
    return (
        'curl -fsSo awscliv2.zip "https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m).zip" && ' +
        "unzip -q awscliv2.zip && sudo ./aws/install --update"
    );
}

/** Source: Kubernetes docs, tasks/tools/install-kubectl-linux, read 2026-11: stable-<minor>.txt names the newest patch. */
export function installKubectl({ platform, arch }: Machine, minor: string): string {
    if (platform === "win32") return "winget install -e --id Kubernetes.kubectl";
    const system = platform === "darwin" ? "darwin" : "linux";
    const processor = arch === "arm64" ? "arm64" : "amd64";
    const version = `$(curl -fsSL https://dl.k8s.io/release/stable-${minor}.txt)`;
    return (
        `curl -fsSLO "https://dl.k8s.io/release/${version}/bin/${system}/${processor}/kubectl" && ` +
        "sudo install kubectl /usr/local/bin/"
    );
}

export const INSTALL_NODE = "https://nodejs.org/en/download";
export const INSTALL_GIT = "https://git-scm.com/downloads";
