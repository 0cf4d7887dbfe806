import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { useState } from 'react';
import { Link, Outlet, useLocation } from 'react-router';

import type { SessionDto } from '../api/types';
import { OperationsMenu } from '../operations/operations-menu';
import { Brand } from '../ui/brand';
import { ConnectionBanner } from './connection-banner';
import { HostFacts } from './host-facts';
import { ThemeMenu } from './theme';
import { UserMenu } from './user-menu';

const MAIN_ID = 'main-content';
/** The width from which PatternFly shows the sidebar beside the page (xl); below it, the sidebar covers the page. */
const SIDEBAR_BREAKPOINT_PX = 1200;

const SECTIONS = [
  { to: '/instances', title: 'Instances' },
  { to: '/domains', title: 'Other domains' },
  { to: '/images', title: 'Images' },
  { to: '/events', title: 'Events' },
];

function isSidebarBesidePage(): boolean {
  return window.innerWidth >= SIDEBAR_BREAKPOINT_PX;
}

/** The frame of all pages: masthead, navigation and connection banner. */
export function AppShell({ session }: { session: SessionDto }) {
  const { pathname } = useLocation();
  const [sidebarOpen, setSidebarOpen] = useState(isSidebarBesidePage);

  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            isHamburgerButton
            aria-label="Navigation"
            isSidebarOpen={sidebarOpen}
            onSidebarToggle={() => setSidebarOpen(!sidebarOpen)}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/instances" />}>
            <Brand />
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isFullHeight isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapMd' }}>
              <ToolbarItem visibility={{ default: 'hidden', lg: 'visible' }}>
                <HostFacts />
              </ToolbarItem>
              <ToolbarItem>
                <OperationsMenu />
              </ToolbarItem>
              <ToolbarItem>
                <ThemeMenu />
              </ToolbarItem>
              <ToolbarItem>
                <UserMenu session={session} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );

  const sidebar = (
    <PageSidebar isSidebarOpen={sidebarOpen}>
      <PageSidebarBody isFilled>
        <Nav aria-label="Sections" onSelect={() => setSidebarOpen(isSidebarBesidePage())}>
          <NavList>
            {SECTIONS.map(({ to, title }) => (
              <NavItem key={to} itemId={to} isActive={pathname.startsWith(to)}>
                <Link to={to}>{title}</Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
      <PageSidebarBody isFilled={false} usePageInsets className="ps-only-narrow">
        <HostFacts />
      </PageSidebarBody>
    </PageSidebar>
  );

  return (
    <Page
      masthead={masthead}
      sidebar={sidebar}
      skipToContent={<SkipToContent href={`#${MAIN_ID}`}>Skip to content</SkipToContent>}
      mainContainerId={MAIN_ID}
      onPageResize={(_event, { mobileView }: { mobileView: boolean }) =>
        setSidebarOpen(!mobileView)
      }
    >
      <ConnectionBanner />
      <Outlet />
    </Page>
  );
}
