/** `Menu`: templates are kept so that a test can click their items; nothing is drawn. */
import { state } from './state.mjs'

function menuItem(options) {
  const { submenu, click } = options
  const item = {
    enabled: true,
    visible: true,
    label: options.label ?? options.role ?? '',
    ...options,
    submenu: Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined,
    click: () => click?.(item, [...state.windows.values()].at(-1), {}),
  }
  return item
}

export class Menu {
  static #application = null
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = template.map((options) => menuItem(options))
    return menu
  }
  static setApplicationMenu(menu) {
    Menu.#application = menu
  }
  static getApplicationMenu() {
    return Menu.#application
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
