/** Light, dark, or as the system has it; kept for the next time where the browser lets a file keep anything. */

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const WORDS: Readonly<Record<Theme, string>> = {
    system: "as the system has them",
    light: "light",
    dark: "dark",
};
const KEY = "eks-platform-kit-theme";

export function startTheme(button: HTMLElement): void {
    let theme = kept();
    apply(theme, button);
    button.addEventListener("click", () => {
        theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
        apply(theme, button);
        try {
            localStorage.setItem(KEY, theme);
        } catch {
            // Some browsers give files no storage: then the choice lasts as long as the page.
        }
    });
}

function kept(): Theme {
    try {
        const text = localStorage.getItem(KEY);
        return THEMES.find((theme) => theme === text) ?? "system";
    } catch {
        return "system";
    }
}

function apply(theme: Theme, button: HTMLElement): void {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    button.setAttribute("aria-label", `Colours: ${WORDS[theme]}`);
    button.title = `Colours: ${WORDS[theme]}`;
}
